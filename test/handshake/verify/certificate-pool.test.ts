import { expect, it } from 'vitest';
import { CertificatePool, EMPTY_POOL } from '../../../src/handshake/verify/certificate-pool.ts';
import { poolOf, read } from '../../support/judged-chain.ts';
import { authority, server } from '../../support/pki.ts';

const root = authority('Root');
const namesake = authority('Root');
const leaf = server({ issuer: root });

it('finds the namesakes of an issuer, in the order given, each once', () => {
  const pool = poolOf(root, namesake, root, leaf);
  expect(pool.certificates.length).toBe(3);
  expect(pool.namesakesOfIssuer(read(leaf)).map(({ fingerprint }) => fingerprint)).toEqual([
    read(root).fingerprint,
    read(namesake).fingerprint,
  ]);
  expect(EMPTY_POOL.namesakesOfIssuer(read(leaf))).toEqual([]);
});

it('knows the very certificates that it holds', () => {
  const pool = poolOf(root);
  expect([pool.has(read(root)), pool.has(read(namesake))]).toEqual([true, false]);
});

it('has an identity of its certificates, whatever their order', () => {
  expect(poolOf(root, leaf).id).toBe(poolOf(leaf, root, leaf).id);
  expect(poolOf(root).id).not.toBe(poolOf(leaf).id);
});

it('leaves out what is no certificate', () => {
  expect(CertificatePool.fromDer([root.der, Buffer.from('x')]).certificates.length).toBe(1);
});
