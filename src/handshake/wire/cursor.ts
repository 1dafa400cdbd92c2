/**
 * Reads the vectors of TLS's presentation language (RFC 8446, section 3) and never past the end: what is not there
 * reads as 0 or empty, and `failed` stays true from then on.
 */
export class Cursor {
  readonly #bytes: Uint8Array;
  #at = 0;
  #failed = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Something was read that was not there. */
  get failed(): boolean {
    return this.#failed;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  /** An unsigned number of `size` bytes. */
  uint(size: 1 | 2 | 3): number {
    if (this.#failed || size > this.remaining) {
      this.#failed = true;
      return 0;
    }
    let value = 0;
    for (const end = this.#at + size; this.#at < end; this.#at++)
      value = value * 256 + (this.#bytes[this.#at] ?? 0);
    return value;
  }

  /** A vector that is preceded by its length in `size` bytes. */
  vector(size: 1 | 2 | 3): Uint8Array {
    return this.take(this.uint(size));
  }

  /** The next `count` bytes; a view. */
  take(count: number): Uint8Array {
    if (this.#failed || count > this.remaining) {
      this.#failed = true;
      return new Uint8Array(0);
    }
    const taken = this.#bytes.subarray(this.#at, this.#at + count);
    this.#at += count;
    return taken;
  }
}
