import { describe, expect, it } from 'vitest';
import { LONGEST, longestWithin, mostSteps } from '../../src/matching/backtracking-cost.ts';
import { type Expression, parseExpression } from '../../src/matching/expression-syntax.ts';
import { drawnExpression, drawnName } from '../support/draw-expression.ts';
import fc from '../support/fast-check.ts';

const steps = (regex: RegExp, length: number): number => mostSteps(parseExpression(regex), length);
const longest = (regex: RegExp): number => longestWithin(250_000, parseExpression(regex));

describe('the steps of a backtracking matcher', () => {
  it('are the same for any length where nothing is repeated', () => {
    expect(steps(/^ab?[cd](?!e)/, 10_000)).toBe(steps(/^ab?[cd](?!e)/, 10));
  });

  it.each([
    [/^[^/]*a/, 1],
    [/a*/, 2],
    [/^(?!.*a.*b)/, 2],
    [/.*a.*b/, 3],
    [/^.*a.*b.*c$/, 3],
  ])('%s: grow as the length to the power of %i', (regex, power) => {
    const growth = steps(regex, 2000) / steps(regex, 1000);
    expect(Math.log2(growth)).toBeCloseTo(power, 1);
  });

  it.each([/(a+)+/, /(?:a|b)*/, /^(?!(?:a*b?)*c)/, /(?:a?){500}/])('%s: cannot be counted', (regex) => {
    expect(steps(regex, 500)).toBeGreaterThan(2 ** 400);
  });

  it('of a real one are never more, where it begins at one place', () => {
    fc.assert(
      fc.property(drawnExpression, drawnName, (regex, name) => {
        const anchored = parseExpression(new RegExp(`^(?:${regex.source})`, regex.flags.replace('m', '')));
        const most = mostSteps(anchored, name.length);
        const counted = new Backtracking(anchored, name, 100_000).count();
        expect(counted).toBeLessThanOrEqual(Math.min(most, 100_000));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the longest text', () => {
  it('is any, where an expression leaves hardly anything to be tried twice', () => {
    for (const regex of [/\.crt$/, /^(?:(?!\.)(?=.)[^/]*?\.crt)$/, /^(?!.*old).*\.pem$/i]) {
      expect(longest(regex)).toBe(LONGEST);
    }
  });

  it('is long where it leaves some, and short where it leaves much', () => {
    expect(longest(/.*\.crt$/)).toBeGreaterThan(100);
    expect(longest(/^[^/]*a[^/]*b[^/]*c$/)).toBeGreaterThan(20);
    expect(longest(/^[^/]*a[^/]*b[^/]*c$/)).toBeLessThan(100);
    expect(longest(/^(a+)+$/)).toBeLessThan(20);
  });
});

/** A backtracking matcher as simple as can be, which tries all there is, that is, as if nothing ever matched. */
class Backtracking {
  readonly #expression: Expression;
  readonly #text: string;
  #left: number;
  readonly #most: number;

  constructor(expression: Expression, text: string, most: number) {
    this.#expression = expression;
    this.#text = text;
    this.#left = most;
    this.#most = most;
  }

  /** The steps; `most` where there are more. */
  count(): number {
    this.#try(this.#expression, 0, () => false);
    return Math.min(this.#most, this.#most - this.#left);
  }

  /** Whether the expression matches here with what follows it. */
  #try(expression: Expression, at: number, rest: (at: number) => boolean): boolean {
    if (this.#left <= 0) return true;
    switch (expression.kind) {
      case 'character':
        this.#left--;
        return at < this.#text.length && expression.test.matches(this.#text.charCodeAt(at)) && rest(at + 1);
      case 'assertion':
        this.#left--;
        return expression.holds(this.#text, at) && rest(at);
      case 'look':
        // As far as steps go a look behind is one ahead.
        this.#try(expression.body, at, () => false);
        return rest(at);
      case 'choice':
        return expression.options.some((option) => this.#try(option, at, rest));
      case 'sequence':
        return this.#parts(expression.parts, at, rest);
      default:
        return this.#rounds(expression, 0, at, rest);
    }
  }

  #parts(parts: readonly Expression[], at: number, rest: (at: number) => boolean): boolean {
    const [first, ...others] = parts;
    return first === undefined ? rest(at) : this.#try(first, at, (next) => this.#parts(others, next, rest));
  }

  #rounds(
    repeat: Extract<Expression, { kind: 'repeat' }>,
    done: number,
    at: number,
    rest: (at: number) => boolean,
  ): boolean {
    const again = (next: number): boolean =>
      !(next === at && done >= repeat.min) && this.#rounds(repeat, done + 1, next, rest);
    if (done < repeat.max && this.#try(repeat.body, at, again)) return true;
    return done >= repeat.min && rest(at);
  }
}
