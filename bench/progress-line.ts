/** The part of a stream that is needed to say what is going on. */
export interface ProgressTerminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** One line that tells a person what is going on; gone before anything else is printed. Nothing where nobody looks. */
export class ProgressLine {
  readonly #terminal: ProgressTerminal;

  constructor(terminal: ProgressTerminal) {
    this.#terminal = terminal;
  }

  show(text: string): void {
    // Back to the first column, the text, and nothing of what was there before (ECMA-48, 8.3.41).
    if (this.#terminal.isTTY === true) this.#terminal.write(`\r${text}\u001B[K`);
  }

  clear(): void {
    this.show('');
  }
}
