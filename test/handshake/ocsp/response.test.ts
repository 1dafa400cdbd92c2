import { expect, it } from 'vitest';
import { readOcspResponse } from '../../../src/handshake/ocsp/response.ts';
import { NOW } from '../../support/chain-faults.ts';
import { element, explicit, objectIdentifier, octetString, sequence } from '../../support/der-writer.ts';
import fc from '../../support/fast-check.ts';
import { ocspError, ocspResponse } from '../../support/ocsp-maker.ts';
import { authority, server } from '../../support/pki.ts';

const issuer = authority('Root');
const leaf = server({ issuer, serialNumber: 0x1234 });
const good = ocspResponse({
  leaf,
  issuer,
  status: 'good',
  thisUpdate: NOW,
  nextUpdate: NOW + 60,
  certificates: [issuer],
});

it('reads what a responder says', () => {
  expect(readOcspResponse(good)).toMatchObject({
    signatureAlgorithm: 'ECDSA-SHA256',
    responses: [{ id: { serialNumber: '1234' }, status: 'good', thisUpdate: NOW, nextUpdate: NOW + 60 }],
    certificates: [issuer.der],
  });
});

it('reads when a certificate was revoked, and that nothing is known', () => {
  const revoked = ocspResponse({ leaf, issuer, status: 'revoked', thisUpdate: NOW, revokedAt: NOW - 5 });
  expect(readOcspResponse(revoked)).toMatchObject({ responses: [{ status: 'revoked', revokedAt: NOW - 5 }] });
  const unknown = ocspResponse({ leaf, issuer, status: 'unknown', thisUpdate: NOW });
  expect(readOcspResponse(unknown)).toMatchObject({ responses: [{ status: 'unknown' }] });
});

it.each([
  [1, 'malformedRequest'],
  [3, 'tryLater'],
  [6, 'unauthorized'],
  [77, '77'],
])('an answer with the status %i is an error', (status, name) => {
  expect(readOcspResponse(ocspError(status))).toBe(`is the responder's error ${name}`);
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['half of one', good.subarray(0, good.length / 2)],
  ['one with something behind it', Buffer.concat([good, Buffer.of(0)])],
  ['success without a response', ocspError(0)],
])('refuses %s', (_, bytes) => {
  expect(readOcspResponse(bytes)).toMatch(/^cannot be read: /);
});

it('refuses another kind of response', () => {
  const other = sequence(
    element(0x0a, Buffer.of(0)),
    explicit(0, sequence(objectIdentifier('1.2.3'), octetString(Buffer.of(0)))),
  );
  expect(readOcspResponse(other)).toBe('is of a kind that nobody reads');
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (at, octet) => {
      const changed = Buffer.from(good);
      changed[at] = octet;
      expect(['string', 'object']).toContain(typeof readOcspResponse(changed));
    }),
    { numRuns: 1000 },
  );
});
