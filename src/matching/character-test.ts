/** Characters whose answers are kept: bytes, for that is what names are matched as. */
const REMEMBERED = 256;

/**
 * What stands for one character in a regular expression: `a`, `\d`, `[^/]`, `.`. JavaScript itself says which it means,
 * so that case folding and the odder escapes are exactly its own.
 */
export class CharacterTest {
  readonly #regex: RegExp;
  /** 0: not asked yet, 1: no, 2: yes. */
  readonly #known = new Uint8Array(REMEMBERED);

  /** @param source what stands for the character, and nothing else */
  constructor(source: string, flags: string) {
    this.#regex = new RegExp(`^${source}$`, flags.replaceAll('m', ''));
  }

  /** @param code a code unit */
  matches(code: number): boolean {
    if (code >= REMEMBERED) return this.#regex.test(String.fromCharCode(code));
    this.#known[code] ||= this.#regex.test(String.fromCharCode(code)) ? 2 : 1;
    return this.#known[code] === 2;
  }
}
