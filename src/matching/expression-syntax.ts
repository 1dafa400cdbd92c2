import { CharacterTest } from './character-test.ts';
import { ExpressionText } from './expression-text.ts';

/** A condition on a place in a text, which takes no character of it. */
export type Assertion = (text: string, at: number) => boolean;

/** A regular expression as far as the question goes whether it matches; what its groups hold is nobody's business. */
export type Expression =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | AssertionExpression
  | { readonly kind: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly kind: 'choice'; readonly options: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly body: Expression; readonly min: number; readonly max: number }
  | Look;

/** `^`, `$`, `\b`, `\B` */
export interface AssertionExpression {
  readonly kind: 'assertion';
  /** As it is written. */
  readonly source: string;
  readonly isMultiline: boolean;
  readonly holds: Assertion;
}

/** `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)` */
export interface Look {
  readonly kind: 'look';
  readonly body: Expression;
  readonly isAhead: boolean;
  readonly isNegative: boolean;
}

const LOOKS: Readonly<Record<string, Pick<Look, 'isAhead' | 'isNegative'>>> = {
  '(?=': { isAhead: true, isNegative: false },
  '(?!': { isAhead: true, isNegative: true },
  '(?<=': { isAhead: false, isNegative: false },
  '(?<!': { isAhead: false, isNegative: true },
};

/**
 * Takes an expression apart that JavaScript itself has accepted, as it reads it without the flags `u` and `v` (ECMA-262,
 * annex B.1.2, included). What a character or a class of them matches is left to JavaScript: only where each begins and
 * ends is found here.
 * @throws SyntaxError where it refers back to what a group of it matched, which no matcher does in bounded time.
 */
export function parseExpression(regex: RegExp): Expression {
  const text = new ExpressionText(regex.source);
  const expression = parseChoice(text, regex.flags.replace(/[^ims]/g, ''));
  if (!text.isAtEnd) throw new SyntaxError(`nothing was expected at character ${text.at}`);
  return expression;
}

function parseChoice(text: ExpressionText, flags: string): Expression {
  const options: Expression[] = [];
  do options.push(parseSequence(text, flags));
  while (text.take(/\|/y) !== undefined);
  return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options };
}

function parseSequence(text: ExpressionText, flags: string): Expression {
  const parts: Expression[] = [];
  while (!text.isAtEnd && !text.startsWith('|') && !text.startsWith(')')) {
    parts.push(parseQuantified(text, flags));
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'sequence', parts };
}

function parseQuantified(text: ExpressionText, flags: string): Expression {
  const body = parseTerm(text, flags);
  // Whether it is greedy or not changes what is tried first, and not whether anything matches.
  const [, sign, least, comma, most] = text.take(/(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y) ?? [];
  if (sign !== undefined)
    return { kind: 'repeat', body, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
  if (least === undefined) return body;
  const min = Number(least);
  const max = comma === undefined ? min : most === '' ? Infinity : Number(most);
  return { kind: 'repeat', body, min, max };
}

function parseTerm(text: ExpressionText, flags: string): Expression {
  const look = LOOKS[text.take(/\(\?(?:<?[=!])/y)?.[0] ?? ''];
  if (look !== undefined) return { kind: 'look', body: parseGroup(text, flags), ...look };
  const [group, on = '', off = ''] = text.take(/\((?:\?(?:([ims]*)(?:-([ims]*))?:|<[^>]*>))?/y) ?? [];
  if (group !== undefined) {
    return parseGroup(text, withFlags(flags, on, off));
  }
  const assertion = text.take(/[$^]|\\[bB]/y)?.[0];
  if (assertion !== undefined) return assertionOf(assertion, flags.includes('m'));
  return { kind: 'character', test: new CharacterTest(text.takeCharacter(), flags) };
}

/** As `(?on-off:` changes them. */
function withFlags(flags: string, on: string, off: string): string {
  return ['i', 'm', 's'].filter((flag) => (flags + on).includes(flag) && !off.includes(flag)).join('');
}

function parseGroup(text: ExpressionText, flags: string): Expression {
  const body = parseChoice(text, flags);
  if (text.take(/\)/y) === undefined) throw new SyntaxError('a group has no end');
  return body;
}

function assertionOf(source: string, isMultiline: boolean): AssertionExpression {
  const parts = { kind: 'assertion', source, isMultiline } as const;
  switch (source) {
    case '^':
      return { ...parts, holds: (text, at) => at === 0 || (isMultiline && isLineEnd(text, at - 1)) };
    case '$':
      return { ...parts, holds: (text, at) => at === text.length || (isMultiline && isLineEnd(text, at)) };
    default: {
      const isChange = source === '\\b';
      return { ...parts, holds: (text, at) => (isOfWord(text, at - 1) !== isOfWord(text, at)) === isChange };
    }
  }
}

function isLineEnd(text: string, at: number): boolean {
  return '\n\r\u2028\u2029'.includes(text.charAt(at));
}

function isOfWord(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at));
}
