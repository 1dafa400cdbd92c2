import { createDecipheriv } from 'node:crypto';

/**
 * Deciphers with a cipher of OpenSSL's in cipher block chaining.
 * @returns undefined where the padding shows that the key is another.
 */
export function decipher(
  cipher: string,
  key: Buffer,
  initialVector: Buffer,
  data: Buffer,
): Buffer | undefined {
  const decipherer = createDecipheriv(cipher, key, initialVector).setAutoPadding(false);
  // Whole blocks were asked for before, so that this cannot fail.
  return withoutPadding(Buffer.concat([decipherer.update(data), decipherer.final()]), initialVector.length);
}

/** Takes the padding of RFC 8018, 6.1.1 off; undefined where it is none. */
export function withoutPadding(plain: Buffer, block: number): Buffer | undefined {
  const length = plain.at(-1) ?? 0;
  const isPadding =
    length > 0 && length <= block && plain.subarray(-length).every((octet) => octet === length);
  return isPadding ? plain.subarray(0, -length) : undefined;
}
