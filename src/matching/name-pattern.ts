import { boundedTest, type NameTest } from './bounded-expression.ts';

export type { NameTest };

/** No name of an object, a key or a namespace has a slash at both ends, so that this cannot be confused with one. */
const REGEX = /^\/(.*)\/(i?)$/s;

/** Whether a pattern stands for itself alone. */
export function isLiteral(pattern: string): boolean {
  return !/[*?]/.test(pattern) && !REGEX.test(pattern);
}

/**
 * Compiles a pattern for names in Kubernetes: a glob, in which `*` is any text and `?` one character, or a regular
 * expression between slashes, `/…/` or `/…/i`, which may match anywhere.
 * @throws SyntaxError where the regular expression is none, or cannot be matched in bounded time.
 */
export function compileNamePattern(pattern: string): NameTest {
  const [, expression, flags] = REGEX.exec(pattern) ?? [];
  if (expression === undefined) return (name) => matchesGlob(pattern, name);
  return boundedTest(new RegExp(expression, flags));
}

/**
 * Takes time in proportion to the lengths of both, where an expression made of the glob could take that to the power
 * of its stars: whoever may create a Secret may choose its name.
 */
function matchesGlob(glob: string, name: string): boolean {
  let inGlob = 0;
  let inName = 0;
  let star = -1;
  let tried = 0;
  while (inName < name.length) {
    if (glob[inGlob] === '*') {
      star = inGlob++;
      tried = inName;
    } else if (glob[inGlob] === '?' || glob[inGlob] === name[inName]) {
      inGlob++;
      inName++;
    } else if (star >= 0) {
      // What the last star took was too short: one character more.
      inGlob = star + 1;
      inName = ++tried;
    } else {
      return false;
    }
  }
  while (glob[inGlob] === '*') inGlob++;
  return inGlob === glob.length;
}
