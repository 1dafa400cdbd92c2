/** Identifier octets of the string types (X.680, 8.4, table 1) that names are written in. */
const UTF8_STRING = 0x0c;
const NUMERIC_STRING = 0x12;
const PRINTABLE_STRING = 0x13;
const T61_STRING = 0x14;
const IA5_STRING = 0x16;
const VISIBLE_STRING = 0x1a;
const UNIVERSAL_STRING = 0x1c;
const BMP_STRING = 0x1e;

/**
 * The text of a character string of any of the types that occur in names. Types of one octet a character are taken
 * for Latin-1, T61String too: that is what those who write it mean, and how OpenSSL and Go read it.
 * @returns undefined where the tag is not of a string, or the contents are not text of that type: UTF-8 that is
 * none, half a character, a lone surrogate. What is returned is always well-formed Unicode.
 */
export function decodeString(bytes: Buffer, tag: number, start: number, end: number): string | undefined {
  switch (tag) {
    case PRINTABLE_STRING:
    case IA5_STRING:
    case NUMERIC_STRING:
    case VISIBLE_STRING:
    case T61_STRING:
      return bytes.toString('latin1', start, end);
    case UTF8_STRING:
      return decodeUtf8(bytes, start, end);
    case BMP_STRING:
      return decodeBmp(bytes, start, end);
    case UNIVERSAL_STRING:
      return decodeUniversal(bytes, start, end);
    default:
      return undefined;
  }
}

/** The text of UTF-8 octets; undefined where they are not well-formed. */
export function decodeUtf8(bytes: Buffer, start: number, end: number): string | undefined {
  const text = bytes.toString('utf8', start, end);
  // The decoder puts U+FFFD where it finds an error; only then is it worth to tell that from a U+FFFD meant so.
  return text.includes('\ufffd') && !Buffer.from(text, 'utf8').equals(bytes.subarray(start, end))
    ? undefined
    : text;
}

function decodeBmp(bytes: Buffer, start: number, end: number): string | undefined {
  if ((end - start) % 2 !== 0) {
    return undefined;
  }
  // Pairs of surrogates are accepted: UCS-2 has none, but those who write emoji into a BMPString do.
  const text = Buffer.from(bytes.subarray(start, end)).swap16().toString('utf16le');
  return text.isWellFormed() ? text : undefined;
}

function decodeUniversal(bytes: Buffer, start: number, end: number): string | undefined {
  if ((end - start) % 4 !== 0) {
    return undefined;
  }
  let text = '';
  for (let position = start; position < end; position += 4) {
    const codePoint = bytes.readUInt32BE(position);
    if (codePoint > 0x10_ff_ff || (codePoint >= 0xd8_00 && codePoint <= 0xdf_ff)) {
      return undefined;
    }
    text += String.fromCodePoint(codePoint);
  }
  return text;
}
