import { Automaton } from './automaton.ts';
import { LONGEST, longestWithin } from './backtracking-cost.ts';
import { parseExpression } from './expression-syntax.ts';

/** Says whether a name is meant. */
export type NameTest = (name: string) => boolean;

/** What a backtracking matcher may take for one name: about a millisecond. */
const MOST_STEPS = 250_000;

/**
 * Compiles a regular expression to a test that means what `regex.test` does and takes a few milliseconds at most, for
 * the longest path too, and a tenth of a second where the expression counts to thousands. The expression is an operator's and the names are anybody's: together they could keep a
 * backtracking matcher busy for years, and everything else waiting for it.
 *
 * JavaScript's own matcher, the fastest by far, does the work where that is bounded: for any name, where the expression
 * leaves little to be tried twice, as `*.crt` does; otherwise for names so short that there is not much to try. Of
 * others an automaton takes care.
 * @param regex without the flags `u` and `v`; `g` and `y` mean nothing here
 * @throws SyntaxError where there is no bound: with back references, and where it is too large.
 */
export function boundedTest(regex: RegExp): NameTest {
  if (/[uv]/.test(regex.flags)) throw new SyntaxError('the flags u and v are not understood');
  const plain = new RegExp(regex.source, regex.flags.replace(/[^ims]/g, ''));
  const expression = parseExpression(plain);
  const shortEnough = longestWithin(MOST_STEPS, expression);
  if (shortEnough >= LONGEST) return (name) => plain.test(name);
  const automaton = new Automaton(expression);
  return (name) => (name.length <= shortEnough ? plain : automaton).test(name);
}
