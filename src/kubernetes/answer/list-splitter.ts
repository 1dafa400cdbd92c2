import { ApiError } from '../api-error.ts';
import { parseJson } from './parse-json.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;
const BRACE_END = 0x7d;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;

/** What stands before the array of a list's objects. */
const ITEMS = /"items"\s*:\s*$/;
/** Depths of nesting: the list itself, its `items`. */
const LIST = 1;
const IN_ITEMS = 2;
/** What a list holds beside its objects is a few hundred bytes, most of it the token of the next page. */
const MOST_BESIDE = 1024 * 1024;

/**
 * Takes a list of the API server apart as its bytes come: each object of `items` is parsed for itself, handed over
 * and let go, so that no more than one is in memory, however many and however big the objects of a page are.
 */
export class ListSplitter {
  readonly #mostBytes: number;
  readonly #object: (value: unknown) => void;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #inItems = false;
  #inObject = false;
  /** The bytes of the object that is being read. */
  #pieces: Buffer[] = [];
  #size = 0;
  /** All else. */
  #beside = '';

  /**
   * @param mostBytes of one object
   * @param object is called with each object, parsed
   */
  constructor(mostBytes: number, object: (value: unknown) => void) {
    this.#mostBytes = mostBytes;
    this.#object = object;
  }

  /** @throws ApiError where this is no list, or an object is too big */
  push(chunk: Buffer): void {
    let start = 0;
    for (let at = 0; at < chunk.length; ) {
      if (this.#inString) {
        at = this.#throughString(chunk, at);
        continue;
      }
      const byte = chunk[at];
      if (byte === QUOTE) this.#inString = true;
      else if (byte === BRACE || byte === BRACKET) {
        if (this.#opensObject(byte)) {
          this.#keep(chunk.subarray(start, at));
          start = at;
          this.#inObject = true;
        } else if (byte === BRACKET && this.#depth === LIST) {
          this.#keep(chunk.subarray(start, at));
          start = at;
          this.#inItems = ITEMS.test(this.#beside.slice(-64));
        }
        this.#depth++;
      } else if (byte === BRACE_END || byte === BRACKET_END) {
        this.#depth--;
        if (this.#inObject && this.#depth === IN_ITEMS) {
          this.#keep(chunk.subarray(start, at + 1));
          start = at + 1;
          this.#handOver();
        } else if (this.#depth === LIST) this.#inItems = false;
      }
      at++;
    }
    this.#keep(chunk.subarray(start));
  }

  /**
   * What the list says beside its objects, once all bytes are there.
   * @throws ApiError where it is not whole
   */
  end(): unknown {
    // Of the objects, the commas between them are left.
    return parseJson(this.#beside.replace(/("items"\s*:\s*\[)[\s,]*\]/, '$1]'), 'a list');
  }

  #opensObject(byte: number): boolean {
    return byte === BRACE && this.#inItems && !this.#inObject && this.#depth === IN_ITEMS;
  }

  /** The position after the end of the string, or the chunk's end. Strings are most of a Secret: skipped natively. */
  #throughString(chunk: Buffer, from: number): number {
    let at = from;
    if (this.#escaped) {
      this.#escaped = false;
      at++;
    }
    for (;;) {
      const quote = chunk.indexOf(QUOTE, at);
      const end = quote === -1 ? chunk.length : quote;
      let slashes = 0;
      while (end - slashes > at && chunk[end - slashes - 1] === BACKSLASH) slashes++;
      const escaped = slashes % 2 === 1;
      if (quote === -1) {
        this.#escaped = escaped;
        return end;
      }
      at = quote + 1;
      if (escaped) continue;
      this.#inString = false;
      return at;
    }
  }

  #keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (!this.#inObject) {
      this.#beside += bytes.toString('latin1');
      if (this.#beside.length > MOST_BESIDE) throw new ApiError('api_error', 'The API server sent no list.');
      return;
    }
    this.#size += bytes.length;
    if (this.#size > this.#mostBytes) {
      throw new ApiError(
        'api_error',
        `The API server sent an object of more than ${this.#mostBytes} bytes, which is not read.`,
      );
    }
    this.#pieces.push(bytes);
  }

  #handOver(): void {
    const [only] = this.#pieces;
    const text = this.#pieces.length === 1 && only !== undefined ? only : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#size = 0;
    this.#inObject = false;
    this.#object(parseJson(text.toString(), 'an object'));
  }
}
