import { expect, it } from 'vitest';
import { weakKey, weakSignature } from '../../../src/handshake/verify/weak-crypto.ts';
import type { KeyKind } from '../../support/certificate-keys.ts';
import { read } from '../../support/judged-chain.ts';
import { authority } from '../../support/pki.ts';

const keys: readonly (readonly [KeyKind, RegExp | undefined])[] = [
  ['rsa-1024', /^has an RSA key of 1024 bits, and 2048 are needed$/],
  ['rsa-2048', undefined],
  ['rsa-pss-2048', undefined],
  ['dsa-2048', /^has a DSA key/],
  ['ec-p224', /P-224/],
  ['ec-p256', undefined],
  ['ec-secp256k1', undefined],
  ['ed25519', undefined],
  ['ml-dsa-44', undefined],
];

it.each(keys)('a key of the kind %s', (kind, expected) => {
  const what = weakKey(read(authority('CA', { key: kind, signed: kind !== 'dsa-2048' })));
  if (expected === undefined) expect(what).toBeUndefined();
  else expect(what).toMatch(expected);
});

const signatures: readonly (readonly [KeyKind, string | undefined])[] = [
  ['ec-p256', undefined],
  ['ed25519', undefined],
  ['rsa-2048', undefined],
  ['rsa-pss-2048', undefined],
  ['ec-p256-sha1', 'is signed with ECDSA-SHA1, whose hash is broken'],
  ['rsa-2048-sha1', 'is signed with SHA1-RSA, whose hash is broken'],
  ['rsa-2048-md5', 'is signed with MD5-RSA, whose hash is broken'],
];

it.each(signatures)('a signature of the kind %s', (kind, expected) => {
  expect(weakSignature(read(authority('CA', { key: kind })))).toBe(expected);
});
