/**
 * Characters that print as nothing, move the cursor or turn the direction of the text: controls, format characters
 * (bidirectional overrides and zero-width ones among them), lone surrogates, and every white space but the space.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]|[^\S ]/gu;

const SHORT: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

function escaped(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

/**
 * Text of other people as it may be shown on a terminal or a page: what a reader could not see, or what could make
 * him read something else than is there, is written as `\n`, `\u202e`, `\u{e0001}`. It is for reading only: a
 * backslash that was there before stays as it is.
 */
export function visible(text: string): string {
  return text.replace(INVISIBLE, escaped);
}
