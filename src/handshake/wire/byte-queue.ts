/** The least room that is made for pieces that have to be joined. */
const LEAST_ROOM = 1024;

const EMPTY = Buffer.alloc(0);

/**
 * Bytes that come in pieces and are taken in pieces. A piece that is taken whole is never copied; pieces that have to
 * be joined are, into a room that doubles when it is full, so that one byte at a time costs no more than it must.
 */
export class ByteQueue {
  #bytes: Buffer = EMPTY;
  #start = 0;
  #end = 0;
  /** Behind the end there is room that is ours to write to, and nobody else's bytes. */
  #isOwn = false;

  get length(): number {
    return this.#end - this.#start;
  }

  /** The bytes must not change afterwards. */
  append(bytes: Buffer): void {
    if (this.length === 0) {
      this.#bytes = bytes;
      this.#start = 0;
      this.#end = bytes.length;
      this.#isOwn = false;
      return;
    }
    if (!this.#isOwn || this.#end + bytes.length > this.#bytes.length) this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** One of the bytes, left in place; 0 where there is none. */
  byteAt(index: number): number {
    return index < this.length ? (this.#bytes[this.#start + index] ?? 0) : 0;
  }

  /** The first `count` bytes, left in place; fewer where there are fewer. A view. */
  peek(count: number): Buffer {
    return this.#bytes.subarray(this.#start, Math.min(this.#end, this.#start + count));
  }

  /** Takes the first `count` bytes, of which there must be as many. A view, which stays as it is. */
  take(count: number): Buffer {
    const taken = this.peek(count);
    this.#start += taken.length;
    return taken;
  }

  /** Drops the first `count` bytes, of which there must be as many. */
  skip(count: number): void {
    this.#start += Math.min(count, this.length);
  }

  clear(): void {
    this.#bytes = EMPTY;
    this.#start = 0;
    this.#end = 0;
    this.#isOwn = false;
  }

  /** Always a new room: what was taken out of the old one is still looked at. */
  #makeRoom(more: number): void {
    const room = Buffer.allocUnsafeSlow(Math.max(LEAST_ROOM, (this.length + more) * 2));
    this.#bytes.copy(room, 0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    this.#bytes = room;
    this.#isOwn = true;
  }
}
