import { expect, it } from 'vitest';
import { type Expression, parseExpression } from '../../src/matching/expression-syntax.ts';

/** In one line: `.` for what stands for one character. */
function shape(expression: Expression): string {
  switch (expression.kind) {
    case 'character':
      return '.';
    case 'assertion':
      return expression.source;
    case 'sequence':
      return expression.parts.map(shape).join('');
    case 'choice':
      return `(${expression.options.map(shape).join('|')})`;
    case 'repeat':
      return `(${shape(expression.body)}){${expression.min},${expression.max}}`;
    default:
      return `(?${expression.isAhead ? '' : '<'}${expression.isNegative ? '!' : '='}${shape(expression.body)})`;
  }
}

// Texts, for not everything that JavaScript lets pass is let pass by who checks its types.
const parsed = (source: string): string => shape(parseExpression(new RegExp(source)));

it.each([
  [String.raw`a\.[^\]b][]\d`, '.....'],
  ['a|b|', '(.|.|)'],
  ['(a)(?:b)(?<name>c)(?i:d)(?s-i:e)', '.....'],
  ['a*b+?c?d{2}e{2,}f{2,3}?', '(.){0,Infinity}(.){1,Infinity}(.){0,1}(.){2,2}(.){2,Infinity}(.){2,3}'],
  [String.raw`^a$\b\B`, String.raw`^.$\b\B`],
  ['(?=a(?!b))(?<=c)(?<!d|e)', '(?=.(?!.))(?<=.)(?<!(.|.))'],
  [String.raw`\x41\u0041\cA\0\n\x4\u004\k`, '............'],
  [String.raw`\12\8\c1{,2}}]`, '...........'],
  ['(?=a)*b', '((?=.)){0,Infinity}.'],
  [String.raw`[(]\((?<n>a)`, '...'],
])('takes %s apart', (source, expected) => {
  expect(parsed(source)).toBe(expected);
});

it.each(['(a)\\1', '\\2(a)(b)', '(?<n>a)\\k<n>', '(?:(a)|b)*\\1', '(a)(?=\\1)'])('refuses %s', (source) => {
  expect(() => parsed(source)).toThrow(/^\\[12k] refers back to what a group matched/);
});

it.each(['\\1', '[\\1](a)', '\\k', '\\(a\\1', '[(]\\1'])('finds nothing in %s that refers back', (source) => {
  expect(() => parsed(source)).not.toThrow();
});
