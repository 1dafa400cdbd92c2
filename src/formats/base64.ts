const INVALID = 0;
const SPACE = 1;
const DIGIT = 2;
const PADDING = 3;

const KIND = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/') {
  KIND[character.charCodeAt(0)] = DIGIT;
}
for (const character of ' \t\n\v\f\r') {
  KIND[character.charCodeAt(0)] = SPACE;
}
KIND['='.charCodeAt(0)] = PADDING;

/**
 * What Base64 (RFC 4648, 4) with white space anywhere in it stands for. Node's own decoder skips what it does not
 * know and takes what it gets; here everything has to be there, the padding too.
 * @returns the octets, or what is wrong and at which byte, as the rest of a sentence.
 */
export function decodeBase64(bytes: Buffer, start: number, end: number): Buffer | string {
  let digits = 0;
  let padding = 0;
  for (let position = start; position < end; position++) {
    const kind = KIND[bytes[position] as number];
    if (kind === DIGIT && padding === 0) {
      digits++;
    } else if (kind === PADDING) {
      padding++;
    } else if (kind !== SPACE) {
      return kind === INVALID
        ? `has a character at byte ${position} that is not Base64`
        : `goes on after its padding at byte ${position}`;
    }
  }
  if (digits === 0) {
    return 'is empty';
  }
  if (padding > 2 || (digits + padding) % 4 !== 0) {
    return 'holds Base64 that is cut off';
  }
  return Buffer.from(bytes.toString('latin1', start, end), 'base64');
}
