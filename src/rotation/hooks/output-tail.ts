import { visible } from '../../model/visible.ts';

/** The most characters of a hook's output that are kept. Part of the record's form. */
export const MOST_OUTPUT = 2000;

/** A character has at most four bytes, so that nothing before these can be shown. */
const MOST_BYTES = MOST_OUTPUT * 4;

/** A private key in what was printed, and the end of one whose beginning is cut off. */
const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g;
const END_OF_PRIVATE_KEY = /^[\s\S]*?-----END [A-Z0-9 ]*PRIVATE KEY-----/;
const LEFT_OUT = '[a private key was left out]';

/** The end of what a program prints, however much that is. */
export class OutputTail {
  #parts: Buffer[] = [];
  #kept = 0;
  #total = 0;

  push(bytes: Buffer): void {
    // A copy, because the stream's own buffer may be large; only its end can ever be shown.
    const part = Buffer.from(bytes.subarray(Math.max(0, bytes.length - MOST_BYTES)));
    this.#parts.push(part);
    this.#kept += part.length;
    this.#total += bytes.length;
    if (this.#kept > 2 * MOST_BYTES) this.#compact();
  }

  /** Fit for a terminal and for the record: cut, made visible, and without private keys. */
  text(): string {
    this.#compact();
    const text = Buffer.concat(this.#parts)
      .toString('utf8')
      .replace(PRIVATE_KEY, LEFT_OUT)
      .replace(END_OF_PRIVATE_KEY, LEFT_OUT);
    const shown = visible(text.replace(/\s+$/, ''));
    const isCut = this.#total > this.#kept || shown.length > MOST_OUTPUT;
    return isCut ? `…${shown.slice(-(MOST_OUTPUT - 1))}` : shown;
  }

  #compact(): void {
    const whole = Buffer.concat(this.#parts);
    this.#parts = [whole.subarray(Math.max(0, whole.length - MOST_BYTES))];
    this.#kept = this.#parts[0]?.length ?? 0;
  }
}
