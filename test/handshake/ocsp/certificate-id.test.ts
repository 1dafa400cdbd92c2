import { expect, it } from 'vitest';
import { identifies } from '../../../src/handshake/ocsp/certificate-id.ts';
import { type CertificateId, readOcspResponse } from '../../../src/handshake/ocsp/response.ts';
import { NOW } from '../../support/chain-faults.ts';
import { read } from '../../support/judged-chain.ts';
import { type OcspOptions, ocspResponse } from '../../support/ocsp-maker.ts';
import { authority, server } from '../../support/pki.ts';

const issuer = authority('Root');
const leaf = server({ issuer });

function idOf(options: Partial<OcspOptions>): CertificateId {
  const response = readOcspResponse(
    ocspResponse({ leaf, issuer, status: 'good', thisUpdate: NOW, ...options }),
  );
  const [single] = typeof response === 'string' ? [] : response.responses;
  if (single === undefined) throw new TypeError('there is no response');
  return single.id;
}

it.each(['sha1', 'sha256'] as const)('is that of the leaf by %s', (hash) => {
  expect(identifies(idOf({ hash }), read(leaf), read(issuer))).toBe(true);
});

it('is not that of another leaf, another key or another name of an issuer', () => {
  const own = idOf({});
  expect(identifies(idOf({ leaf: server({ issuer }) }), read(leaf), read(issuer))).toBe(false);
  expect(identifies(own, read(leaf), read(authority('Root')))).toBe(false);
  expect(identifies({ ...own, issuerNameHash: Buffer.alloc(20) }, read(leaf), read(issuer))).toBe(false);
  expect(identifies({ ...own, hash: 'x' }, read(leaf), read(issuer))).toBe(false);
});
