import { rootCertificates } from 'node:tls';
import { expect, it } from 'vitest';
import { DISTRUST_DATES, DISTRUST_TIMESTAMP } from '../../../src/trust/reference/distrust-dates.ts';
import { readReferenceSet } from '../../../src/trust/reference/reference-set.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';

it('has fingerprints and dates that were past when the list was made', () => {
  for (const [fingerprint, date] of DISTRUST_DATES) {
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(date).toBeGreaterThan(Date.UTC(2020, 0, 1) / 1000);
    expect(date).toBeLessThan(DISTRUST_TIMESTAMP);
  }
});

it("names a root that is among Mozilla's today", () => {
  const { subjects, distrustTimestamp } = readReferenceSet(new CertificateReader(), rootCertificates);
  const named = [...DISTRUST_DATES.keys()].map((fingerprint) => subjects.get(fingerprint));
  expect(named).toContainEqual(expect.stringContaining('CN=Izenpe.com'));
  expect(distrustTimestamp).toBe(DISTRUST_TIMESTAMP);
});
