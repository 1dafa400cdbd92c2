import { expect, it } from 'vitest';
import type { Container } from '../../../src/formats/container.ts';
import { readContainer } from '../../../src/formats/read-container.ts';
import type { ReadField } from '../../../src/sources/kubernetes/object-contents.ts';
import { ObjectTable } from '../../../src/sources/kubernetes/object-table.ts';
import { Passphrases } from '../../../src/sources/kubernetes/passphrases.ts';
import { ReadRule } from '../../../src/sources/kubernetes/read-rule.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { ruleFor, secret } from '../../support/kubernetes/objects.ts';

const [one, other] = [createCertificate({ subject: 'one' }), createCertificate({ subject: 'other' })];
const reader = new CertificateReader();

function table(readField: ReadField = (bytes) => readContainer(bytes, reader)) {
  const passphrases = new Passphrases(() => undefined);
  const means = { shard: undefined, objectLabels: ['team'], passphrases, readField };
  return new ObjectTable(new ReadRule(ruleFor('secrets', { excludeNames: ['left-*'] }), means));
}

const subjects = ({ objects }: ObjectTable): string[] =>
  [...objects]
    .flatMap(({ contents }) => contents?.certificates ?? [])
    .map((each) => each.certificate.subject);

/** Fields that are read when a test says so, as keystores are. */
function slowly() {
  const reading: PromiseWithResolvers<Container>[] = [];
  const readField: ReadField = () => {
    const next = Promise.withResolvers<Container>();
    reading.push(next);
    return next.promise;
  };
  const end = (at: number, { pem }: { pem: string }): void =>
    reading[at]?.resolve(readContainer(Buffer.from(pem), reader));
  return { readField, end };
}

it('an object that is written again with the same content changes nothing', () => {
  const known = table();
  known.upsert(secret('a', { 'tls.crt': one.pem }));
  const [before] = known.objects;
  const { contents } = before ?? {};
  known.upsert(
    secret('a', { 'tls.crt': one.pem, 'tls.key': 'another', note: 'x' }, { annotations: { a: 'b' } }),
  );
  expect([...known.objects][0]?.contents).toBe(contents);
  expect([known.changes, known.factChanges]).toEqual([1, 0]);
});

it('one that is not meant any more is forgotten, and one that never was is no change', () => {
  const known = table();
  known.upsert(secret('left-out', { 'tls.crt': one.pem }));
  known.remove(secret('never seen', {}));
  expect([subjects(known), known.changes]).toEqual([[], 0]);
  known.upsert(secret('a', { 'tls.crt': one.pem }));
  known.upsert(secret('a', { password: 'x' }));
  expect([subjects(known), known.changes]).toEqual([[], 2]);
});

it('what a new list does not hold is forgotten when it is whole, and not before', () => {
  const known = table();
  for (const name of ['a', 'b'])
    known.upsert(secret(name, { 'tls.crt': name === 'a' ? one.pem : other.pem }));
  known.begin();
  known.upsert(secret('b', { 'tls.crt': other.pem }));
  expect(subjects(known)).toEqual(['CN=one', 'CN=other']);
  known.synced();
  expect(subjects(known)).toEqual(['CN=other']);
});

it('a name in two namespaces is two objects', () => {
  const known = table();
  known.upsert(secret('a/x', { 'tls.crt': one.pem }));
  known.upsert(secret('b/x', { 'tls.crt': other.pem }));
  known.remove(secret('a/x', {}));
  expect(subjects(known)).toEqual(['CN=other']);
});

it('keeps what was known until what is slow has been read', async () => {
  const { readField, end } = slowly();
  const known = table(readField);
  known.upsert(secret('a', { 'tls.crt': 'first' }));
  expect([known.pending, [...known.objects][0]?.contents]).toEqual([1, undefined]);
  end(0, one);
  await known.settled();
  known.upsert(secret('a', { 'tls.crt': 'second' }));
  expect(subjects(known)).toEqual(['CN=one']);
  end(1, other);
  await known.settled();
  expect([subjects(known), known.pending]).toEqual([['CN=other'], 0]);
});

it('what comes too late is dropped: overtaken, or of an object that is gone', async () => {
  const { readField, end } = slowly();
  const known = table(readField);
  known.upsert(secret('a', { 'tls.crt': 'first' }));
  known.upsert(secret('a', { 'tls.crt': 'second' }));
  known.upsert(secret('b', { 'tls.crt': 'third' }));
  known.remove(secret('b', {}));
  end(1, other);
  end(0, one);
  end(2, one);
  await known.settled();
  expect(subjects(known)).toEqual(['CN=other']);
});

it('counts labels apart from contents', () => {
  const known = table();
  known.upsert(secret('a', { 'tls.crt': one.pem }, { labels: { team: 'x' } }));
  known.upsert(secret('a', { 'tls.crt': one.pem }, { labels: { team: 'y', other: 'z' } }));
  known.upsert(secret('a', { 'tls.crt': one.pem }, { labels: { team: 'y' } }));
  expect([known.changes, known.factChanges]).toEqual([1, 2]);
  known.remove(secret('a', {}));
  expect([known.changes, known.factChanges]).toEqual([2, 3]);
});
