import { expect, it } from 'vitest';
import { readContainer } from '../../../src/formats/read-container.ts';
import { type GatheredTable, gatherContents, gatherFacts } from '../../../src/sources/kubernetes/gather.ts';
import { ObjectTable } from '../../../src/sources/kubernetes/object-table.ts';
import { Passphrases } from '../../../src/sources/kubernetes/passphrases.ts';
import { ReadRule } from '../../../src/sources/kubernetes/read-rule.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { places } from '../../support/kubernetes/fake-source.ts';
import { ruleFor, secret } from '../../support/kubernetes/objects.ts';

const { pem } = createCertificate();
const reader = new CertificateReader();

/** A table of Secrets as a follower has filled it; several of one rule have nothing in common. */
function filled(
  names: readonly string[],
  { keys = ['tls.crt'], rule = {}, inNamespace }: Partial<GatheredTable & { keys: string[] }> = {},
): GatheredTable {
  const readRule = new ReadRule(ruleFor('secrets', { keys }), {
    shard: undefined,
    objectLabels: ['team'],
    passphrases: new Passphrases(() => undefined),
    readField: (bytes) => readContainer(bytes, reader),
  });
  const table = new ObjectTable(readRule);
  const data = { 'tls.crt': pem, 'ca.crt': pem, bad: 'no certificate' };
  for (const name of names) table.upsert(secret(name, data, { labels: { team: name } }));
  return { table, kind: 'Secret', rule, inNamespace };
}

it('what two rules both find is shown once, and what only one finds as well', () => {
  const tables = [filled(['a', 'b']), filled(['b', 'c'], { keys: ['tls.crt', 'ca.crt'] })];
  expect(places(gatherContents(tables))).toEqual([
    'Secret shop/a tls.crt',
    'Secret shop/b tls.crt',
    'Secret shop/b ca.crt',
    'Secret shop/c tls.crt',
    'Secret shop/c ca.crt',
  ]);
  expect(gatherFacts(tables).labelled.map(({ location }) => location.object_name)).toEqual(['a', 'b', 'c']);
});

it('problems are told once as well', () => {
  const tables = [filled(['a'], { keys: ['bad'] }), filled(['a'], { keys: ['bad'] })];
  expect(gatherContents(tables).problems.map(({ location }) => location.object_key)).toEqual(['bad']);
});

it('several certificates at one place stay together', () => {
  const rule = {};
  const chain = filled([], { rule });
  chain.table.upsert(secret('a', { 'tls.crt': pem + createCertificate().pem }));
  const certificates = gatherContents([chain, filled(['b'])]).certificates;
  expect(certificates.map(({ location, index }) => [location.object_name, index])).toEqual([
    ['a', 0],
    ['a', 1],
    ['b', 0],
  ]);
});

it('a namespace that is not meant hides what is in it, and claims no place', () => {
  const tables = [filled(['a'], { inNamespace: (name) => name !== 'shop' }), filled(['a'])];
  expect(places(gatherContents(tables))).toEqual(['Secret shop/a tls.crt']);
  expect(gatherFacts(tables).labelled).toHaveLength(1);
});
