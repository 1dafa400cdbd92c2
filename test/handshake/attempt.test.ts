import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attemptPort } from '../support/attempting.ts';
import { blackHole } from '../support/black-hole.ts';
import { createCertificate, createChain } from '../support/certificate-factory.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { tlsServer } from '../support/tls-servers.ts';

/** 2026-11-22. */
const NOW = 1_795_305_600;
const names = { sans: ['DNS:db.example.com', 'IP:127.0.0.1'] };

function trusting(...pems: readonly string[]) {
  const path = join(temporaryFolder(), 'roots.pem');
  writeFileSync(path, pems.join(''));
  return { trust: { kind: 'path', path } } as const;
}

describe('one attempt', () => {
  it('succeeds with a chain that is trusted, for the name that is dialled, and tells everything', async () => {
    const chain = createChain(names);
    await using server = await tlsServer({ chain });
    const { result, verdict } = await attemptPort(server.port, trusting(chain.root.pem), NOW);
    expect(result).toMatchObject({
      success: true,
      completed: true,
      chainVerified: true,
      hostnameMatch: true,
      session: { version: 'TLSv1.3' },
      peerAddress: '127.0.0.1',
      servedCount: 2,
      chainFindings: [],
      clientCertificateRequested: false,
      ocsp: { stapled: false },
      timestamp: NOW,
    });
    expect(result.failure).toBeUndefined();
    expect(result.chain.map(({ index, certificate }) => [index, certificate.role])).toEqual([
      [0, 'leaf'],
      [1, 'intermediate'],
    ]);
    expect(Object.keys(result.durations)).toEqual(['dns', 'connect', 'tls', 'verify']);
    expect(result.chainNotAfter).toBe(result.chain[0]?.certificate.notAfter);
    expect(verdict?.path?.map(({ origin }) => origin)).toEqual(['served', 'served', 'anchor']);
  });

  it.each([
    ['expired', { notAfter: NOW - 1 }],
    ['not_yet_valid', { notBefore: NOW + 1 }],
    ['hostname_mismatch', { sans: ['DNS:other.example.com'] }],
  ] as const)('captures the chain and fails in verify: %s', async (reason, leaf) => {
    const chain = createChain({ ...names, ...leaf });
    await using server = await tlsServer({ chain });
    const { result } = await attemptPort(server.port, trusting(chain.root.pem), NOW);
    expect(result).toMatchObject({ success: false, completed: true, failure: { phase: 'verify', reason } });
    expect(result.chain).toHaveLength(2);
  });

  it('names the first of several faults, and tells each part', async () => {
    const leaf = createCertificate({ sans: ['DNS:other.example.com'], notAfter: NOW - 1 });
    await using server = await tlsServer({ key: leaf.privateKeyPem, cert: leaf.pem });
    const { result } = await attemptPort(server.port, trusting(createChain().root.pem), NOW);
    expect(result).toMatchObject({
      chainVerified: false,
      hostnameMatch: false,
      failure: { phase: 'verify', reason: 'expired' },
    });
  });

  it('asks for completion alone where the module says so, and tells the parts all the same', async () => {
    const leaf = createCertificate({ sans: ['DNS:other.example.com'] });
    await using server = await tlsServer({ key: leaf.privateKeyPem, cert: leaf.pem });
    const options = { ...trusting(createChain().root.pem), verify: false };
    const { result } = await attemptPort(server.port, options, NOW);
    expect(result).toMatchObject({ success: true, chainVerified: false, hostnameMatch: false });
    expect(result.failure).toBeUndefined();
  });

  it('tells a missing intermediate from an unknown authority by what is configured', async () => {
    const chain = createChain(names);
    await using server = await tlsServer({ chain, cert: chain.leaf.pem });
    const options = trusting(chain.root.pem);
    const without = await attemptPort(server.port, options, NOW);
    expect(without.result.failure).toMatchObject({ phase: 'verify', reason: 'unknown_authority' });
    const intermediatesPath = trusting(chain.intermediate.pem).trust.path;
    const withOne = await attemptPort(server.port, { ...options, intermediatesPath }, NOW);
    expect(withOne.result.failure).toMatchObject({ phase: 'verify', reason: 'missing_intermediate' });
    expect(withOne.result.chainFindings).toContain('missing_intermediate');
  });

  it('fails in the phase before, and still shows the chain of a server that refuses the client', async () => {
    const chain = createChain(names);
    await using server = await tlsServer({ chain, requestCert: true, ca: chain.root.pem });
    const { result } = await attemptPort(server.port, trusting(chain.root.pem), NOW);
    expect(result).toMatchObject({
      success: false,
      completed: false,
      chainVerified: true,
      hostnameMatch: true,
      clientCertificateRequested: true,
      failure: { phase: 'tls', reason: 'client_certificate_required' },
    });
    expect(result.chain).toHaveLength(2);
  });

  it('leaves out what is not known where nothing answered', async () => {
    await using hole = await blackHole();
    const { result, verdict } = await attemptPort(hole.port, { timeout: 0.2 }, NOW);
    expect(result).toMatchObject({
      success: false,
      completed: false,
      failure: { phase: 'connect', reason: 'connection_timeout' },
      chain: [],
      chainFindings: [],
    });
    const unknown = ['chainVerified', 'hostnameMatch', 'session', 'servedCount', 'chainNotAfter', 'ocsp'];
    expect(unknown.filter((key) => key in result)).toEqual([]);
    expect(verdict).toBeUndefined();
    expect(Object.keys(result.durations)).toEqual(['dns', 'connect']);
  });
});
