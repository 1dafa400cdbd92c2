/** Lines of PEM have 64 characters, 76 where MIME made them; a last line may be shorter and then stands alone. */
const BASE64_LINE = /^[A-Za-z0-9+/]{60,}={0,2}[ \t\r]*$/m;
const HEXADECIMAL = /^[0-9A-Fa-f]+[ \t\r]*$/;
const BROKEN_MARKER = /-{2,}[ \t]*(?:BEGIN|END)[ \t]/i;

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
  const text = bytes.toString('latin1', start, end);
  const marker = text.search(BROKEN_MARKER);
  if (marker !== -1) return `holds a damaged BEGIN or END line at byte ${start + marker}`;
  for (let from = 0; ; ) {
    const line = BASE64_LINE.exec(text.slice(from));
    if (line === null) return undefined;
    if (!HEXADECIMAL.test(line[0]))
      return `holds Base64 outside of the blocks at byte ${start + from + line.index}: a block has lost its BEGIN and END lines`;
    from += line.index + line[0].length;
  }
}
