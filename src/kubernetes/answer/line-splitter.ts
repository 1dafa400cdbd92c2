import { ApiError } from '../api-error.ts';

const NEWLINE = 0x0a;

/**
 * Splits a stream of bytes into lines, wherever its chunks begin and end. Bytes are decoded line by line, so that a
 * character which two chunks share stays whole. A line is bounded: what never ends would take all memory.
 */
export class LineSplitter {
  readonly #mostBytes: number;
  #pieces: Buffer[] = [];
  #size = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /**
   * The lines that end in this chunk, without the newline, empty ones left out. What follows the last is kept.
   * @throws ApiError where a line is longer than it may be
   */
  *push(chunk: Buffer): Generator<string> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#keep(chunk.subarray(start, end));
      start = end + 1;
      const line = this.#take();
      if (line.trim() !== '') yield line;
    }
    this.#keep(chunk.subarray(start));
  }

  #keep(piece: Buffer): void {
    this.#size += piece.length;
    if (this.#size > this.#mostBytes) {
      throw new ApiError(
        'api_error',
        `The API server sent an event of more than ${this.#mostBytes} bytes, which is not read.`,
      );
    }
    if (piece.length > 0) this.#pieces.push(piece);
  }

  #take(): string {
    const [only] = this.#pieces;
    const line =
      this.#pieces.length === 1 && only !== undefined
        ? only.toString()
        : Buffer.concat(this.#pieces, this.#size).toString();
    this.#pieces = [];
    this.#size = 0;
    return line;
  }
}
