import { visible } from '../../model/visible.ts';
import type { Terminal } from '../command.ts';

/** Nobody needs to be told that something is under way when it is over this soon. */
const QUIET_MILLISECONDS = 300;
const WIDTH = 100;

/**
 * A line on the terminal's error output that says what a rotation does just now; silent where there is no terminal.
 * What takes long is one hook or one download, so that the line has to come by a timer and not with the next step.
 */
export class StepLine {
  readonly #terminal: Terminal;
  readonly #quiet: number;
  #timer: NodeJS.Timeout | undefined;
  #shown = false;

  /** @param quiet Milliseconds that a step may take before it is told. */
  constructor(terminal: Terminal, quiet = QUIET_MILLISECONDS) {
    this.#terminal = terminal;
    this.#quiet = quiet;
  }

  /** To be called at the beginning of each step. */
  step(rotation: string, words: string): void {
    if (!this.#terminal.stderr.isTTY) return;
    const line = visible(`${rotation}: ${words}`);
    const cut = line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#shown = true;
      this.#terminal.stderr.write(`\r\u001b[K${cut} …`);
    }, this.#quiet);
  }

  /** Takes the line away, before the result is printed. */
  clear(): void {
    clearTimeout(this.#timer);
    if (this.#shown) this.#terminal.stderr.write('\r\u001b[K');
    this.#shown = false;
  }
}
