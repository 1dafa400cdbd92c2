/** Values that can stand without quotation marks: visible characters other than `"`, `=` and `\`. */
const BARE = /^[^\s"=\\\p{C}]+$/u;

/** What JSON leaves as it is and a terminal does not: the controls of Unicode, bidirectional ones included. */
const INVISIBLE = /[\p{C}\u2028\u2029]/gu;

/** One line of logfmt, `key=value` with spaces between, without a line feed. Undefined values are left out. */
export function formatLogfmt(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${formatKey(key)}=${formatValue(value)}`)
    .join(' ');
}

/** Keys are written by us; this only keeps a line from falling apart should one ever hold a space. */
function formatKey(key: string): string {
  return key === '' ? '_' : key.replaceAll(/[\s"=\p{C}]/gu, '_');
}

/**
 * Text in quotation marks where it needs them, escaped as JSON does and besides that without any character that a
 * terminal would act upon: paths and names in certificates are other people's input. Other values as JSON.
 */
function formatValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
  if (BARE.test(text)) return text;
  return JSON.stringify(text.toWellFormed()).replaceAll(INVISIBLE, escapeUnicode);
}

function escapeUnicode(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
