import { visible } from '../model/visible.ts';

/** The most characters of a server's words that are repeated in a sentence. */
const MOST_CHARACTERS = 200;

/** One byte with its high bit set, in text that was decoded as Latin-1. */
const HIGH_BYTE = /[\x80-\xff]/g;

/**
 * Puts what a server sent between quotes, fit for a terminal, a log and a page: what does not print and bytes that
 * are not UTF-8 are escaped, line breaks at the end are left away, and what is longer than 200 characters is cut.
 */
export function quote(bytes: Uint8Array): string {
  // A character has at most four bytes, so that nothing behind these can be shown.
  const head = bytes.subarray(0, MOST_CHARACTERS * 4);
  const isCut = bytes.length > head.length;
  const whole = decode(head, isCut).replace(/[\r\n]+$/, '');
  let shown = '';
  for (const character of whole) {
    const next = visible(character);
    // Between escapes, so that none is cut in two.
    if (shown.length + next.length > MOST_CHARACTERS) return `"${shown}…"`;
    shown += next;
  }
  return isCut ? `"${shown}…"` : `"${shown}"`;
}

/** UTF-8 where it is that throughout (the rest of a character that we cut is dropped), else `\xe9` for an odd byte. */
function decode(bytes: Uint8Array, isCut: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut });
  } catch {
    return Buffer.from(bytes)
      .toString('latin1')
      .replace(HIGH_BYTE, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
  }
}
