import { expect, it } from 'vitest';
import { certificateAtStart } from '../../../src/trust/parsers/parsed-anchors.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';

it('reads the certificate that bytes begin with, and hands nothing else to the reader', () => {
  const reader = new CertificateReader();
  const { der, key } = createCertificate({ subject: 'Root' });
  expect(certificateAtStart(Buffer.concat([der, Buffer.of(1, 2)]), reader)?.subject).toBe('CN=Root');
  expect(certificateAtStart(key.privateKey.export({ type: 'pkcs8', format: 'der' }), reader)).toBeUndefined();
  expect(certificateAtStart(der.subarray(0, -1), reader)).toBeUndefined();
  expect(reader.parsed).toBe(1);
});
