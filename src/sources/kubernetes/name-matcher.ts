import { compileNamePattern, isLiteral, type NameTest } from '../../matching/name-pattern.ts';

/** How a name was matched: written out, or by a pattern. */
export type Match = 'literal' | 'pattern';

/** Matches names against a list of patterns. An empty list matches nothing. */
export class NameMatcher {
  readonly #literals: ReadonlySet<string>;
  readonly #tests: readonly NameTest[];

  constructor(patterns: readonly string[]) {
    this.#literals = new Set(patterns.filter(isLiteral));
    this.#tests = patterns.filter((pattern) => !isLiteral(pattern)).map(compileNamePattern);
  }

  match(name: string): Match | undefined {
    if (this.#literals.has(name)) return 'literal';
    return this.#tests.some((test) => test(name)) ? 'pattern' : undefined;
  }
}
