import { expect, it } from 'vitest';
import { probeJson } from '../../../src/cli/probe/json.ts';
import { attemptPort } from '../../support/attempting.ts';
import { createChain } from '../../support/certificate-factory.ts';
import { ocspResponse } from '../../support/ocsp-maker.ts';
import { authority, server } from '../../support/pki.ts';
import { PROBED_AT, probedResult } from '../../support/probed-result.ts';
import { temporaryFile } from '../../support/temporary-file.ts';
import { tlsServer } from '../../support/tls-servers.ts';

interface Json {
  readonly targets: readonly Record<string, unknown>[];
}

const json = (...probed: Parameters<typeof probeJson>[0]): Json =>
  JSON.parse(probeJson(probed, PROBED_AT)) as Json;

it('has the keys of the contract, with null for what is not known', () => {
  const failure = { phase: 'connect', reason: 'connection_refused', detail: 'No.' } as const;
  const { session: _, ...bare } = probedResult({ success: false, completed: false, failure }).result;
  const [one] = json({ result: bare }).targets;
  expect(one).toMatchObject({
    target: 'www.example.com:443',
    success: false,
    phase: 'connect',
    reason: 'connection_refused',
    explanation: expect.stringMatching(/^www\.example\.com:443 refuses TCP connections: .*\.$/),
    detail: 'No.',
    durations: { dns: 0.000123, connect: 0.0099, tls: 0.0996, verify: 0.25 },
    version: null,
    cipher: null,
    chain: [],
    timestamp: '2026-11-22T00:00:00Z',
  });
});

it('has the whole chain, the verdict and the path', async () => {
  const chain = createChain({ sans: ['IP:127.0.0.1'] });
  await using listening = await tlsServer({ chain });
  const path = temporaryFile('ca.pem', chain.root.pem);
  const probed = await attemptPort(listening.port, { trust: { kind: 'path', path } }, PROBED_AT);
  const [one] = json(probed).targets;
  expect(one).toMatchObject({
    success: true,
    phase: null,
    reason: null,
    version: 'TLSv1.3',
    completed: true,
    chain_verified: true,
    hostname_match: true,
    flaws: [],
    ocsp: { stapled: false, good: null },
    path: [{ origin: 'served' }, { origin: 'served' }, { origin: 'anchor', subject: 'CN=Example Root CA' }],
  });
  expect(one?.['chain']).toMatchObject([
    {
      index: 0,
      role: 'leaf',
      subject: 'CN=example.com',
      issuer: 'CN=Example Issuing CA',
      fingerprint_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      not_after: '2035-01-01T00:00:00Z',
      days_left: 2962,
      sans: ['IP:127.0.0.1'],
    },
    { index: 1, role: 'intermediate' },
  ]);
});

it('says what a staple says, and since when', async () => {
  const issuer = authority('Root');
  const leaf = server({ issuer, sans: ['IP:127.0.0.1'] });
  const dates = { thisUpdate: PROBED_AT - 60, nextUpdate: PROBED_AT + 60, revokedAt: PROBED_AT - 86_400 };
  const staple = ocspResponse({ leaf, issuer, status: 'revoked', ...dates });
  await using tls = await tlsServer({ key: leaf.privateKeyPem, cert: leaf.pem, staple });
  const path = temporaryFile('ca.pem', issuer.pem);
  const probed = await attemptPort(tls.port, { trust: { kind: 'path', path } }, PROBED_AT);
  expect(json(probed).targets[0]).toMatchObject({
    reason: 'revoked',
    ocsp: { stapled: true, status: 'revoked', good: false, revoked_at: '2026-11-21T00:00:00Z' },
  });
});

it('has the same keys whatever came of it', () => {
  const keys = (probed: Parameters<typeof probeJson>[0][number]) =>
    Object.keys(json(probed).targets[0] ?? {});
  const failure = { phase: 'dns', reason: 'dns_timeout', detail: 'No.' } as const;
  expect(keys(probedResult({ success: false, failure }))).toEqual(keys(probedResult()));
});
