/** Bytes with the first line; enough for a block and its last line, nearly always. */
const INITIAL_BYTES = 160 * 1024;

/** The most bytes that one UTF-16 code unit takes in UTF-8. */
const BYTES_PER_UNIT = 3;

/**
 * The text of one block after the other, encoded line by line into the same memory. A string of its own for each
 * block would be collected long after it has been encoded, because strings of that size are old from the beginning:
 * at 20,000 certificates they would be a second exposition in memory.
 */
export class BlockText {
  #bytes = Buffer.alloc(0);
  #length = 0;

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  add(line: string): void {
    const needed = this.#length + line.length * BYTES_PER_UNIT;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(INITIAL_BYTES, needed * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(line, this.#length, 'utf8');
  }

  /**
   * What has been added, which begins anew: to be used up before the next line is added. A copy for each block would
   * be a whole exposition that waits to be collected, and the allocator gives such memory back to nobody.
   */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }
}
