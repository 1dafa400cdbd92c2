import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { hkdfExpand, hkdfLabel } from '../../../src/handshake/wire/hkdf-expand.ts';

/** RFC 8448, section 3: the server's handshake traffic secret of a simple 1-RTT handshake. */
const SECRET = Buffer.from('b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38', 'hex');

it('derives the key and the IV of RFC 8448', () => {
  const expand = (name: string, length: number): Buffer =>
    hkdfExpand('sha256', SECRET, hkdfLabel(name, length));
  expect(expand('key', 16).toString('hex')).toBe('3fce516009c21727d0f2e4e86ee403bc');
  expect(expand('iv', 12).toString('hex')).toBe('5d313eb2671276ee13000b30');
});

it('is one block of HKDF-Expand for a hash with longer blocks, too', () => {
  const secret = Buffer.from(Array.from({ length: 48 }, (_, index) => index));
  const info = Buffer.from('\0\x20\x09tls13 key\0\x01', 'latin1');
  const expected = createHmac('sha384', secret).update(info).digest().subarray(0, 32);
  expect(hkdfExpand('sha384', secret, hkdfLabel('key', 32))).toEqual(expected);
});
