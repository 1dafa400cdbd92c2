import { readFile, stat } from 'node:fs/promises';

/** Older kernels stamp files with a coarse clock: a file younger than this may change without a new time. */
const COARSE_CLOCK_MS = 2000;

/** A small file that is read again when it has changed, without holding up the event loop. One `stat` a look. */
export class KeptFile {
  readonly path: string;
  #identity = '';
  #content: Buffer | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** The content when it was last looked at; the same object for as long as the bytes are the same. */
  get content(): Buffer | undefined {
    return this.#content;
  }

  /** Looks again. Rejects as `stat` and `readFile` do, and for what is no file. */
  async look(): Promise<void> {
    const now = Date.now();
    const state = await stat(this.path, { bigint: true });
    // Opening a FIFO waits for somebody to write.
    if (!state.isFile()) throw new Error(`${this.path} is not a regular file`);
    const identity = [state.dev, state.ino, state.size, state.mtimeNs, state.ctimeNs].join(':');
    if (this.#content !== undefined && identity === this.#identity) return;
    const content = await readFile(this.path);
    if (this.#content === undefined || !content.equals(this.#content)) this.#content = content;
    this.#identity = now - Number(state.mtimeMs) > COARSE_CLOCK_MS ? identity : '';
  }
}
