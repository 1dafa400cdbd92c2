import { expect, it } from 'vitest';
import { readOcspResponse } from '../../../src/handshake/ocsp/response.ts';
import { isSignedBy } from '../../../src/handshake/ocsp/signature.ts';
import { type KeyKind, newKey, sharedKey } from '../../support/certificate-keys.ts';
import { NOW } from '../../support/chain-faults.ts';
import { read } from '../../support/judged-chain.ts';
import { ocspResponse } from '../../support/ocsp-maker.ts';
import { authority, server } from '../../support/pki.ts';

const issuer = authority('Root');
const leaf = server({ issuer });

function signedWith(kind: KeyKind) {
  const response = readOcspResponse(
    ocspResponse({ leaf, issuer, status: 'good', thisUpdate: NOW, signer: sharedKey(kind) }),
  );
  if (typeof response === 'string') throw new TypeError(response);
  return response;
}

const publicKeyOf = (kind: KeyKind) =>
  read(authority('x', { key: sharedKey(kind) })).publicKey as NonNullable<
    ReturnType<typeof read>['publicKey']
  >;

it.each<KeyKind>(['ec-p256', 'ec-p384', 'rsa-2048', 'rsa-pss-2048', 'ed25519', 'ed448', 'ml-dsa-44'])(
  'by %s is known',
  (kind) => {
    const response = signedWith(kind);
    expect(isSignedBy(response, publicKeyOf(kind))).toBe(true);
    expect(isSignedBy({ ...response, signedData: Buffer.from('other') }, publicKeyOf(kind))).toBe(false);
  },
);

it.each<KeyKind>(['ec-p256-sha1', 'rsa-2048-sha1', 'rsa-2048-md5'])('by %s proves nothing', (kind) => {
  expect(isSignedBy(signedWith(kind), publicKeyOf(kind))).toBe(false);
});

it('does not throw at a key of another kind', () => {
  expect(isSignedBy(signedWith('ed25519'), publicKeyOf('rsa-2048'))).toBe(false);
  expect(
    isSignedBy(signedWith('rsa-2048'), read(authority('x', { key: newKey('ed25519') })).publicKey as never),
  ).toBe(false);
});
