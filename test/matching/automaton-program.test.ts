import { expect, it } from 'vitest';
import { ProgramBuilder, TooManyStatesError } from '../../src/matching/automaton-program.ts';
import { parseExpression } from '../../src/matching/expression-syntax.ts';

const build = (regex: RegExp) => new ProgramBuilder().build(parseExpression(regex));

it('has a state for each character and each choice, and one to end in', () => {
  expect(build(/ab|c/).program.states.map(({ kind }) => kind)).toEqual([
    'accept',
    'character',
    'character',
    'character',
    'fork',
  ]);
});

it('has looks in the order in which they can be found out, inner ones first, each once', () => {
  const { looks } = build(/(?:(?!a(?<=b)).){3}(?=c)/);
  expect(looks.map(({ isBackward, isNegative }) => ({ isBackward, isNegative }))).toEqual([
    { isBackward: true, isNegative: false },
    { isBackward: false, isNegative: false },
    { isBackward: true, isNegative: true },
  ]);
});

it.each([/((a{1,99}){1,99}){1,99}/, /(?=a{5000})/, /a{1000000000}/, /(?:a?){4001}/])(
  'refuses %s',
  (regex) => {
    expect(() => build(regex)).toThrow(TooManyStatesError);
    expect(() => build(regex)).toThrow(/^it is too large: .* more than 4000 parts$/);
  },
);

it('makes nothing of what stands for nothing, however often', () => {
  expect(build(/(?:){1000000000}(?:(?:){9,99}|){0}/).program.states).toHaveLength(1);
});
