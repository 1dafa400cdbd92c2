import { expect, it } from 'vitest';
import { checkJson } from '../../../src/cli/check/json.ts';
import { judge } from '../../../src/cli/check/judge.ts';
import { foundAt, foundList, inventoryOf, sourceState } from '../../support/inventory.ts';

const NOW = 1_800_000_000;

it('prints the keys of the contract, times in RFC 3339', () => {
  const problems = [{ location: { path: '/x' }, reason: 'io_error', detail: 'broken' }] as const;
  const certificates = [foundAt('/a.crt', { notBefore: -86_400, notAfter: NOW + 90_000 })];
  const result = judge(inventoryOf(sourceState({ certificates, problems })), {
    now: NOW,
    within: 0,
    roles: new Set(['leaf']),
    accepted: new Set(),
  });
  expect(JSON.parse(checkJson(result, NOW))).toEqual({
    certificates: [
      {
        source: 'test',
        path: '/a.crt',
        position: 0,
        index: 0,
        role: 'leaf',
        subject: 'CN=www.example.com,O=Example',
        issuer: 'CN=ca.example.com',
        serial_number: '0a1b',
        fingerprint_sha256: 'ab'.repeat(32),
        not_before: '1969-12-31T00:00:00Z',
        not_after: '2027-01-16T09:00:00Z',
        days_left: 1,
        status: 'ok',
      },
    ],
    revocation_lists: [],
    problems: [{ source: 'test', path: '/x', reason: 'io_error', detail: 'broken' }],
  });
});

it('prints revocation lists under a key of their own, with null for what they do not say', () => {
  const revocationLists = [foundList('/a.crl', { nextUpdate: undefined, crlNumber: undefined }, 1)];
  const result = judge(inventoryOf(sourceState({ revocationLists })), {
    now: NOW,
    within: 0,
    roles: new Set(['crl']),
    accepted: new Set(),
  });
  expect(JSON.parse(checkJson(result, NOW))).toMatchObject({
    revocation_lists: [
      {
        source: 'test',
        path: '/a.crl',
        position: 1,
        issuer: 'CN=ca.example.com',
        crl_number: null,
        fingerprint_sha256: 'cd'.repeat(32),
        signature_algorithm: 'ECDSA-SHA256',
        revoked: 0,
        this_update: '2023-11-14T22:13:20Z',
        next_update: null,
        status: 'ok',
      },
    ],
  });
});
