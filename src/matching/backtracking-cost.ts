import type { Expression } from './expression-syntax.ts';

interface Cost {
  /** In how many ways it can match at one place, each of which a backtracking matcher may have to try. */
  readonly ways: number;
  /** The steps of trying them all. */
  readonly steps: number;
}

/** The longest path that Linux has, each octet of it printed as an escape of four characters. */
export const LONGEST = 16_384;

/**
 * The length of the longest text on which a backtracking matcher takes no more than so many steps, whatever the text
 * is; LONGEST where it never takes more.
 */
export function longestWithin(most: number, expression: Expression): number {
  let fits = -1;
  let exceeds = LONGEST + 1;
  while (exceeds - fits > 1) {
    const middle = Math.floor((fits + exceeds) / 2);
    if (mostSteps(expression, middle) <= most) fits = middle;
    else exceeds = middle;
  }
  return fits;
}

/** How many steps a backtracking matcher takes at most on a text of this length. Infinity: more than can be counted. */
export function mostSteps(expression: Expression, length: number): number {
  const { steps } = costOf(expression, length);
  return isAnchored(expression) ? steps : times(steps, length + 1);
}

function costOf(expression: Expression, length: number): Cost {
  switch (expression.kind) {
    case 'character':
    case 'assertion':
      return { ways: 1, steps: 1 };
    case 'look':
      // Once it is known whether it holds nothing in it is tried again.
      return { ways: 1, steps: costOf(expression.body, length).steps };
    case 'choice': {
      const options = expression.options.map((option) => costOf(option, length));
      return {
        ways: options.reduce((sum, { ways }) => sum + ways, 0),
        steps: options.reduce((sum, { steps }) => sum + steps, 1),
      };
    }
    case 'sequence':
      return expression.parts.reduce<Cost>(
        (before, part) => {
          const { ways, steps } = costOf(part, length);
          return { ways: times(before.ways, ways), steps: before.steps + times(before.ways, steps) };
        },
        { ways: 1, steps: 1 },
      );
    default:
      return costOfRepeat(expression, length);
  }
}

function costOfRepeat(repeat: Extract<Expression, { kind: 'repeat' }>, length: number): Cost {
  const { ways, steps } = costOf(repeat.body, length);
  // Beyond the least number, a round that takes no character is not tried again.
  const rounds = Math.min(repeat.max, repeat.min + length + 1);
  if (ways <= 1) return { ways: rounds - repeat.min + 1, steps: times(rounds, steps) + rounds + 1 };
  const last = ways ** rounds;
  return { ways: times(2, last), steps: times(times(2, last), steps) };
}

function isAnchored(expression: Expression): boolean {
  if (expression.kind === 'sequence')
    return expression.parts[0] !== undefined && isAnchored(expression.parts[0]);
  if (expression.kind === 'choice') return expression.options.every(isAnchored);
  return expression.kind === 'assertion' && expression.source === '^' && !expression.isMultiline;
}

/** Where nothing is, infinitely often, nothing is. */
function times(left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : left * right;
}
