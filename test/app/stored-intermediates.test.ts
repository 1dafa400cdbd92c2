import { expect, it } from 'vitest';
import { StoredIntermediates } from '../../src/app/stored-intermediates.ts';
import { EMPTY_POOL } from '../../src/handshake/verify/certificate-pool.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { createCertificate, createChain } from '../support/certificate-factory.ts';
import { handshakeConfig, rootsFile, startHandshaking } from '../support/handshaking.ts';
import { tlsServer } from '../support/tls-servers.ts';

const { root, intermediate, leaf } = createChain({ sans: ['IP:127.0.0.1'], notAfter: 4_000_000_000 });
const another = createCertificate({ subject: 'Another CA', isAuthority: true, issuer: root });

/** An inventory that sources put certificates into, and a clock. */
function laboratory() {
  const reader = new CertificateReader();
  const inventory = { current: { sources: [], ready: true } as Inventory };
  let now = 0;
  const stored = new StoredIntermediates(inventory, reader, () => now);
  const put = (source: string, ...encodings: readonly Buffer[]): void => {
    const certificates = encodings.map((der, index) => {
      const { certificate } = reader.read(der);
      if (certificate === undefined) throw new Error('cannot be read');
      return { certificate, location: { path: '/a' }, index, position: 0 };
    });
    const state = {
      source,
      type: 'files',
      interval: 60,
      lastCollection: undefined,
      revocationLists: [],
    } as const;
    const others = inventory.current.sources.filter((each) => each.source !== source);
    inventory.current = { ready: true, sources: [...others, { ...state, certificates, problems: [] }] };
  };
  const names = (): string[] => stored.pool.certificates.map(({ subject }) => subject);
  return { reader, stored, put, names, pass: (seconds: number) => (now += seconds * 1000) };
}

it('are none where nothing is stored, nor what servers send', () => {
  const { stored, put, pass } = laboratory();
  expect(stored.pool).toBe(EMPTY_POOL);
  put('handshake', intermediate.der);
  put('files', leaf.der, root.der);
  pass(10);
  expect(stored.pool).toBe(EMPTY_POOL);
});

it('are those of all sources, each once, followed every ten seconds', () => {
  const { stored, put, names, pass } = laboratory();
  put('files', leaf.der, intermediate.der, root.der);
  put('other', intermediate.der);
  expect(names()).toEqual(['CN=Example Issuing CA']);
  const before = stored.pool;
  put('other', intermediate.der, leaf.der);
  pass(10);
  expect(stored.pool).toBe(before);
  put('other', another.der);
  pass(9);
  expect(stored.pool).toBe(before);
  pass(1);
  expect(names()).toEqual(['CN=Example Issuing CA', 'CN=Another CA']);
  put('files');
  put('other');
  pass(10);
  expect(stored.pool).toBe(EMPTY_POOL);
});

it('tell a forgotten intermediate from an unknown authority', async () => {
  await using server = await tlsServer({ chain: { root, leaf, intermediate }, cert: leaf.pem });
  const target = `127.0.0.1:${server.port}`;
  const modules = { default: { ca_file: rootsFile(root.pem) } };
  const config = handshakeConfig({ modules, targets: [{ target }] });
  const { stored, put, pass } = laboratory();
  const { until } = await startHandshaking(config, { storedIntermediates: () => stored.pool });
  await until({ result: { failure: { reason: 'unknown_authority' }, chainFindings: [] } });
  put('files', intermediate.der);
  pass(10);
  await until({
    result: { failure: { reason: 'missing_intermediate' }, chainFindings: ['missing_intermediate'] },
  });
  put('files');
  pass(10);
  await until({ result: { failure: { reason: 'unknown_authority' }, chainFindings: [] } });
});
