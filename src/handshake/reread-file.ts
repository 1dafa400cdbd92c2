import { readFileSync, statSync } from 'node:fs';

/** Older kernels stamp files with a coarse clock: a file younger than this may change without a new time. */
const COARSE_CLOCK_MS = 2000;

/**
 * A small local file whose content is used again and again: read when it is first asked for, and again when it has
 * changed. One `stat` a use. The parsed value stays the same object for as long as the bytes are the same.
 */
export class RereadFile<Value> {
  readonly path: string;
  readonly #parse: (content: Buffer) => Value;
  readonly #now: () => number;
  #identity = '';
  #content: Buffer | undefined;
  #value: Value | undefined;

  /** `now` gives milliseconds of the wall clock, as in the file's times. */
  constructor(path: string, parse: (content: Buffer) => Value, now: () => number = Date.now) {
    this.path = path;
    this.#parse = parse;
    this.#now = now;
  }

  /** The file's parsed content as it is now. Throws what `stat`, `read` or the parser throw. */
  get(): Value {
    const now = this.#now();
    const stat = statSync(this.path, { bigint: true });
    const identity = [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(':');
    if (this.#value !== undefined && identity === this.#identity) return this.#value;
    const content = readFileSync(this.path);
    if (this.#value === undefined || this.#content === undefined || !content.equals(this.#content)) {
      this.#value = this.#parse(content);
      this.#content = content;
    }
    const settled = now - Number(stat.mtimeMs) > COARSE_CLOCK_MS;
    this.#identity = settled ? identity : '';
    return this.#value;
  }
}
