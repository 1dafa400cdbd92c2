import { expect, it } from 'vitest';
import { factsOf, percentLeft } from '../../../src/http/page/facts.ts';
import { certificateOf, foundAt, NOW } from '../../support/page-inventory.ts';

it('tells everything that is known', () => {
  const found = {
    ...foundAt('/etc/chain.pem', certificateOf(73, { sans: ['DNS:a', 'IP:192.0.2.1'] })),
    index: 2,
  };
  expect(Object.fromEntries(factsOf({ source: 'pki', found }, NOW))).toEqual({
    Location: '/etc/chain.pem',
    Source: 'pki',
    Position: 'certificate 3 at this location',
    Role: 'leaf',
    Subject: 'CN=www73.example.com',
    'Subject alternative names': 'DNS:a, IP:192.0.2.1',
    Issuer: 'CN=Example Issuing CA,O=Example',
    'Valid from': '2026-02-03T12:00:00Z',
    'Valid until': '2027-02-03T12:00:00Z',
    Lifetime: '365 days, 20 % left',
    'Serial number': '4a0f31',
    'SHA-256 fingerprint': found.certificate.fingerprintSha256,
    'Public key': 'ECDSA P-256',
    'Signature algorithm': 'ECDSA-SHA256',
  });
});

it('rounds the share that is left down', () => {
  const entry = { source: 'a', found: foundAt('/x', certificateOf(364.9)) };
  expect(percentLeft(entry, NOW)).toBe(99);
  expect(percentLeft({ source: 'a', found: foundAt('/x', certificateOf(-1)) }, NOW)).toBe(0);
});
