import type { Terminal } from '../command.ts';

/** Nobody needs to be told that something is under way when it is over this soon. */
const QUIET_MILLISECONDS = 500;
const BETWEEN_MILLISECONDS = 100;

/** A line on the terminal's error output that says how far a long scan is; silent where there is no terminal. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #clock: () => number;
  #next: number;
  #shown = false;

  /** @param clock Milliseconds that only go forward. */
  constructor(terminal: Terminal, clock: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#clock = clock;
    this.#next = clock() + QUIET_MILLISECONDS;
  }

  /** To be called as often as is convenient with the number of files looked at so far. */
  report(files: number): void {
    const now = this.#clock();
    if (!this.#terminal.stderr.isTTY || now < this.#next) return;
    this.#next = now + BETWEEN_MILLISECONDS;
    this.#shown = true;
    this.#terminal.stderr.write(`\r\u001b[K${files.toLocaleString('en')} files looked at …`);
  }

  /** Takes the line away, before the result is printed. */
  clear(): void {
    if (this.#shown) this.#terminal.stderr.write('\r\u001b[K');
    this.#shown = false;
  }
}
