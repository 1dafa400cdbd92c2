import { hash as digest } from 'node:crypto';

/** The hashes of TLS 1.3's cipher suites. */
export type HkdfHash = 'sha256' | 'sha384';

/** Bytes that a hash takes at a time. */
const BLOCK_LENGTH: Readonly<Record<HkdfHash, number>> = { sha256: 64, sha384: 128 };

/** What HKDF-Expand-Label is to make: so many bytes for a name. */
export interface HkdfLabel {
  readonly length: number;
  /** `HkdfLabel` of RFC 8446, section 7.1, with an empty context, and the counter of RFC 5869's first block. */
  readonly info: Buffer;
}

/** `name` is such as `key` or `iv`; `length` in bytes, no more than the hash has. */
export function hkdfLabel(name: string, length: number): HkdfLabel {
  const full = `tls13 ${name}`;
  const info = Buffer.from(`\0${String.fromCharCode(length, full.length)}${full}\0\x01`, 'latin1');
  return { length, info };
}

/**
 * HKDF-Expand-Label with an empty context (RFC 8446, section 7.1), for a secret that is no longer than a block of the
 * hash, as all of TLS's are.
 *
 * It has its own HMAC (RFC 2104): an `Hmac` object of Node's costs three times as much as two hashes do, most of it to
 * the garbage collector.
 */
export function hkdfExpand(hash: HkdfHash, secret: Uint8Array, { info, length }: HkdfLabel): Buffer {
  const inner = digest(hash, padded(hash, secret, 0x36, info), 'buffer');
  return digest(hash, padded(hash, secret, 0x5c, inner), 'buffer').subarray(0, length);
}

/** What one of HMAC's two hashes is made of: a block of the secret and the padding, and the message. */
function padded(hash: HkdfHash, secret: Uint8Array, padding: number, message: Uint8Array): Buffer {
  const block = BLOCK_LENGTH[hash];
  const bytes = Buffer.allocUnsafe(block + message.length);
  for (let index = 0; index < secret.length; index++) bytes[index] = (secret[index] ?? 0) ^ padding;
  bytes.fill(padding, secret.length, block);
  bytes.set(message, block);
  return bytes;
}
