/** Lines of PEM have 64 characters, or 76; the last one of a block may be shorter and does not stand alone. */
const SHORTEST_LINE = 60;
/** Two dashes are enough; all that repeats is bounded, because lines may be as long as the file. */
const BROKEN_MARKER = /--[ \t]{0,8}(?:BEGIN|END)[ \t]/i;

const LINE_FEED = 0x0a;
const OTHER = 0;
const BASE64 = 1;
const HEXADECIMAL = 2;
const KIND = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=') {
  KIND[character.charCodeAt(0)] = /[0-9A-Fa-f]/.test(character) ? HEXADECIMAL : BASE64;
}

/**
 * What is wrong with the text outside of the blocks between two bytes, as the rest of a sentence: comments are fine,
 * the remains of a block that lost its first or last line are not, because a root would go missing without a word.
 */
export function outsideFault(bytes: Buffer, start: number, end: number): string | undefined {
  for (let at = start; at < end; at++) {
    const octet = bytes[at] as number;
    // Tab to carriage return are the white space; what is above 0x7f may be UTF-8 or an older encoding.
    if ((octet < 0x20 && (octet < 0x09 || octet > 0x0d)) || octet === 0x7f)
      return `holds garbage: byte ${at} lies outside of the blocks and is no text`;
  }
  const marker = bytes.toString('latin1', start, end).search(BROKEN_MARKER);
  if (marker !== -1) return `holds a damaged BEGIN or END line at byte ${start + marker}`;
  for (let at = start; at < end; ) {
    const lineFeed = bytes.indexOf(LINE_FEED, at);
    const next = lineFeed === -1 || lineFeed >= end ? end : lineFeed;
    if (isBase64(bytes, at, next))
      return `holds Base64 outside of the blocks at byte ${at}: a block has lost its BEGIN and END lines`;
    at = next + 1;
  }
  return undefined;
}

/** Whether a line is long enough and nothing but Base64; hexadecimal digits alone are a fingerprint in a comment. */
function isBase64(bytes: Buffer, start: number, lineEnd: number): boolean {
  let end = lineEnd;
  while (end > start && (bytes[end - 1] as number) <= 0x20) end--;
  if (end - start < SHORTEST_LINE) return false;
  let isHexadecimal = true;
  for (let at = start; at < end; at++) {
    const kind = KIND[bytes[at] as number];
    if (kind === OTHER) return false;
    isHexadecimal &&= kind === HEXADECIMAL;
  }
  // A line of equals signs underlines the name above it.
  return !isHexadecimal && bytes[start] !== 0x3d;
}
