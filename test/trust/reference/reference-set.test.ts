import { hash } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { expect, it } from 'vitest';
import { differenceFrom, readReferenceSet } from '../../../src/trust/reference/reference-set.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';

const made = Array.from({ length: 4 }, (_, index) =>
  createCertificate({ subject: `Root ${index}`, isAuthority: true }),
);
const pems = made.map(({ pem }) => pem);
const [a = '', b = '', c = '', d = ''] = made.map(({ der }) => hash('sha256', der, 'hex'));
const reference = readReferenceSet(new CertificateReader(), pems);
const difference = (fingerprints: string[], accepted: string[] = []) =>
  differenceFrom(reference, new Set(fingerprints), new Set(accepted));

it('has every root of Node.js, and the date of the release that this project runs on', () => {
  const { anchors, timestamp, subjects } = readReferenceSet(new CertificateReader());
  expect(anchors).toBe(new Set(rootCertificates).size);
  expect([...subjects.values()].every((subject) => subject !== '')).toBe(true);
  expect(timestamp).toBeGreaterThan(Date.UTC(2026, 0) / 1000);
});

it('has no date for roots that it does not know', () => {
  expect(reference).toMatchObject({ anchors: 4, timestamp: undefined });
});

it('says what is extra and missing, the accepted left out', () => {
  expect(difference([a, b, 'x', 'y'], ['y'])).toEqual({ extra: ['x'], missing: [c, d].sort() });
  expect(difference([a, b, c, d])).toEqual({ extra: [], missing: [] });
});

it('says nothing of a bundle that is none of public roots', () => {
  expect(difference([a, 'x'])).toBeUndefined();
  expect(difference([])).toBeUndefined();
  expect(
    differenceFrom(readReferenceSet(new CertificateReader(), []), new Set(['x']), new Set()),
  ).toBeUndefined();
});
