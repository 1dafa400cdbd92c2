import { expect, it } from 'vitest';
import { readBundleContents } from '../../../src/trust/audit/bundle-contents.ts';
import { twinFindings } from '../../../src/trust/audit/twin-findings.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';

const ca = (subject: string, serialNumber: number): string =>
  createCertificate({ subject, isAuthority: true, serialNumber }).pem;
const twins = (text: string, isOfVendor = false) =>
  twinFindings(readBundleContents(Buffer.from(text), new CertificateReader()).anchors, () => isOfVendor);

it('says where both are', () => {
  const one = ca('Root', 1);
  expect(twins(one + one)).toMatchObject([
    {
      check: 'duplicate',
      level: 'low',
      subject: 'CN=Root',
      detail: expect.stringContaining(`at byte 0 and at byte ${one.length}`),
    },
  ]);
});

it('tells the same name and key in other certificates, each once', () => {
  const three = ca('Root', 1) + ca('Root', 2) + ca('Root', 3);
  expect(twins(three).map(({ check, level }) => `${check} ${level}`)).toEqual([
    'same_key medium',
    'same_key medium',
  ]);
  expect(twins(three, true)[0]?.level).toBe('low');
  expect(twins(ca('Root', 1) + ca('Other', 1))).toEqual([]);
});
