import fc from './fast-check.ts';

const CHARACTERS = [
  String.raw`a b A é ß ſ K µ - / { } ] . \. \n \x41 \u0062 \d \w \W \s [ab] [^a] [a-c/] [\]a] [\w-z] [] [^]`,
  // What annex B of ECMA-262 lets pass: escapes that are none, octal numbers, classes in ranges.
  String.raw`\cA \c \0 \12 \8 \C \X41 \k [a-\d]`,
].flatMap((row) => row.split(' '));
const QUANTIFIERS = [
  '',
  '',
  '',
  '',
  '*',
  '+',
  '?',
  '{2}',
  '{1,3}',
  '{0,}',
  '{2,}',
  '*?',
  '+?',
  '{,3}',
  '{0}',
];
// Without `(?i:` and `(?-i:`, of which V8 sometimes makes the wrong thing: /(?=(?-i:|[^a]|)\n|µ)a/i does not match in
// "A\n" with it.
const GROUPS = ['(', '(?:', '(?=', '(?!', '(?<=', '(?<!', '(?s:', '(?m:', '(?-s:'];

const { expression } = fc.letrec<{ expression: string; sequence: string; term: string }>((tie) => ({
  expression: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((options) => options.join('|')),
  sequence: fc
    .array(fc.tuple(tie('term'), fc.constantFrom(...QUANTIFIERS)), { maxLength: 4 })
    .map((parts) => parts.flat().join('')),
  term: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { arbitrary: fc.constantFrom(...CHARACTERS), weight: 6 },
    { arbitrary: fc.constantFrom('^', '$', '\\b', '\\B'), weight: 1 },
    {
      arbitrary: fc.tuple(fc.constantFrom(...GROUPS), tie('expression')).map((parts) => `${parts.join('')})`),
      weight: 3,
    },
  ),
}));

/** Regular expressions of all that JavaScript knows without the flags `u` and `v`, except back references. */
export const drawnExpression: fc.Arbitrary<RegExp> = fc
  .tuple(expression, fc.constantFrom('', 'i', 's', 'm', 'im', 'is'))
  .map(([source, flags]) => compiled(source, flags))
  .filter((regex) => regex !== undefined);

const CODE_UNITS = 'aaabbcABé-/.\n\r\u2028\0\n1k_K\u212asſßẞµμΜ{}],\\x8'.split('');

/**
 * Texts in which they find something to match, and characters that fold to others; so short that JavaScript's own
 * matcher is done with them whatever the expression is.
 */
export const drawnName: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(...CODE_UNITS),
  maxLength: 7,
});

function compiled(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    // `\b*` and its like.
    return undefined;
  }
}
