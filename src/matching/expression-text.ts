/** The text of a regular expression, taken from its beginning bit by bit. */
export class ExpressionText {
  readonly #source: string;
  readonly #groups: number;
  readonly #hasNames: boolean;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
    const opened = [...withoutEscapes(source).matchAll(/\((?!\?)|\(\?<(?![=!])/g)];
    this.#groups = opened.length;
    this.#hasNames = opened.some(([bracket]) => bracket !== '(');
  }

  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  startsWith(text: string): boolean {
    return this.#source.startsWith(text, this.#at);
  }

  /** Takes what matches here. The expression is to be sticky. */
  take(wanted: RegExp): RegExpExecArray | undefined {
    wanted.lastIndex = this.#at;
    const match = wanted.exec(this.#source) ?? undefined;
    this.#at += match?.[0].length ?? 0;
    return match;
  }

  /**
   * Takes what stands for one character: itself, an escape, or a class, and gives it in a form that means the same when
   * it stands alone.
   * @throws SyntaxError where it refers back to a group.
   */
  takeCharacter(): string {
    if (this.startsWith('\\')) return this.#takeEscape();
    return this.take(/\[(?:\\[^]|[^\]\\])*\]|[^]/y)?.[0] ?? '';
  }

  #takeEscape(): string {
    const number = this.take(/\\[1-9]\d*/y)?.[0] ?? '';
    if (number !== '' && Number(number.slice(1)) <= this.#groups) throw refersBack(number);
    // Without so many groups it is a character by its octal number, and with neither the digit itself.
    this.#at -= number.length;
    if (this.#hasNames && this.startsWith('\\k')) throw refersBack('\\k');
    // `\c` without a letter behind it is a backslash, and the `c` stands for itself.
    if (this.take(/\\(?=c(?![a-zA-Z]))/y) !== undefined) return '\\\\';
    const escape = /\\(?:[0-3][0-7]{0,2}|[4-7][0-7]?|x[\da-fA-F]{2}|u[\da-fA-F]{4}|c[a-zA-Z]|[^])/y;
    return this.take(escape)?.[0] ?? '';
  }
}

function refersBack(reference: string): SyntaxError {
  const why = 'so that the time it takes has no bound for names that others choose';
  return new SyntaxError(`${reference} refers back to what a group matched, ${why}; write it without`);
}

/** With nothing left of escapes and classes, in which brackets open no group. */
function withoutEscapes(source: string): string {
  return source.replace(/\\[^]|\[(?:\\[^]|[^\]\\])*\]/g, '');
}
