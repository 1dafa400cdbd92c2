/** A first room that holds the usual server flight of one piece. */
const FIRST_CAPACITY = 4096;

/**
 * Bytes that come in pieces and are taken in pieces. Appending one byte at a time costs no more than it must: the
 * room doubles when it is full.
 */
export class ByteQueue {
  #bytes = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  append(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#bytes.length) this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** The first `count` bytes, left in place; fewer where there are fewer. Valid until the next call. */
  peek(count: number): Buffer {
    return this.#bytes.subarray(this.#start, Math.min(this.#end, this.#start + count));
  }

  /** Takes the first `count` bytes, of which there must be as many. A copy. */
  take(count: number): Buffer {
    const taken = Buffer.from(this.peek(count));
    this.#start += taken.length;
    if (this.#start === this.#end) {
      this.#start = 0;
      this.#end = 0;
    }
    return taken;
  }

  clear(): void {
    this.#bytes = Buffer.alloc(0);
    this.#start = 0;
    this.#end = 0;
  }

  #makeRoom(more: number): void {
    const needed = this.length + more;
    const roomy =
      needed <= this.#bytes.length / 2 ? this.#bytes : Buffer.alloc(Math.max(FIRST_CAPACITY, needed * 2));
    this.#bytes.copy(roomy, 0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    this.#bytes = roomy;
  }
}
