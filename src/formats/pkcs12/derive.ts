import { hash } from 'node:crypto';
import type { Digest } from './digests.ts';

/** What the derived octets are for (RFC 7292, B.3). */
export const PURPOSE = { key: 1, initialVector: 2, mac: 3 } as const;

/** What PKCS #12's own key derivation takes. */
export interface Derivation {
  readonly digest: Digest;
  /** A BMPString. */
  readonly password: Buffer;
  readonly salt: Buffer;
  readonly iterations: number;
}

/**
 * PKCS #12's own key derivation (RFC 7292, B.2).
 * @param length octets that are wanted.
 */
export function derive(
  { digest, password, salt, iterations }: Derivation,
  purpose: (typeof PURPOSE)[keyof typeof PURPOSE],
  length: number,
): Buffer {
  const { name, block, size } = digest;
  const diversifier = Buffer.alloc(block, purpose);
  const input = Buffer.concat([filled(salt, block), filled(password, block)]);
  const derived = Buffer.alloc(Math.ceil(length / size) * size);
  for (let at = 0; at < length; at += size) {
    let octets = hash(name, Buffer.concat([diversifier, input]), 'buffer');
    for (let round = 1; round < iterations; round++) octets = hash(name, octets, 'buffer');
    octets.copy(derived, at);
    const addend = filled(octets, block).subarray(0, block);
    for (let start = 0; start < input.length; start += block) addWithOne(input, start, addend);
  }
  return derived.subarray(0, length);
}

/** Repeated until it fills whole blocks; nothing stays nothing. */
function filled(octets: Buffer, block: number): Buffer {
  return octets.length === 0 ? octets : Buffer.alloc(Math.ceil(octets.length / block) * block, octets);
}

/** Adds a block and one to the block at `start`, as big-endian numbers. */
function addWithOne(input: Buffer, start: number, addend: Buffer): void {
  let carry = 1;
  for (let index = addend.length - 1; index >= 0; index--) {
    carry += (input[start + index] as number) + (addend[index] as number);
    input[start + index] = carry & 0xff;
    carry >>= 8;
  }
}
