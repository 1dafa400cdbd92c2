/** A hash function as the key derivations need it. */
export interface Digest {
  /** What OpenSSL calls it. */
  readonly name: string;
  /** Octets of a block and of the result. */
  readonly block: number;
  readonly size: number;
}

const SHA1: Digest = { name: 'sha1', block: 64, size: 20 };
const SHA224: Digest = { name: 'sha224', block: 64, size: 28 };
const SHA256: Digest = { name: 'sha256', block: 64, size: 32 };
const SHA384: Digest = { name: 'sha384', block: 128, size: 48 };
const SHA512: Digest = { name: 'sha512', block: 128, size: 64 };
const SHA512_224: Digest = { name: 'sha512-224', block: 128, size: 28 };
const SHA512_256: Digest = { name: 'sha512-256', block: 128, size: 32 };

/** By the object identifier of the hash (RFC 3279, 2.2; RFC 5754, 2; RFC 8017, B.1). */
export const DIGESTS: ReadonlyMap<string, Digest> = new Map([
  ['1.3.14.3.2.26', SHA1],
  ['2.16.840.1.101.3.4.2.4', SHA224],
  ['2.16.840.1.101.3.4.2.1', SHA256],
  ['2.16.840.1.101.3.4.2.2', SHA384],
  ['2.16.840.1.101.3.4.2.3', SHA512],
  ['2.16.840.1.101.3.4.2.5', SHA512_224],
  ['2.16.840.1.101.3.4.2.6', SHA512_256],
  ['1.2.840.113549.2.5', { name: 'md5', block: 64, size: 16 }],
]);

/** By the object identifier of HMAC with the hash (RFC 8018, B.1.2). */
export const HMACS: ReadonlyMap<string, Digest> = new Map([
  ['1.2.840.113549.2.7', SHA1],
  ['1.2.840.113549.2.8', SHA224],
  ['1.2.840.113549.2.9', SHA256],
  ['1.2.840.113549.2.10', SHA384],
  ['1.2.840.113549.2.11', SHA512],
  ['1.2.840.113549.2.12', SHA512_224],
  ['1.2.840.113549.2.13', SHA512_256],
]);

export { SHA1 };
