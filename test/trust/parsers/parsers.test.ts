import { expect, it } from 'vitest';
import { PARSERS } from '../../../src/trust/parsers/parsers.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { Random } from '../../support/random.ts';

it.each(Object.entries(PARSERS))(
  '%s gives nothing or certificates for whatever is there, and never throws',
  (_, parser) => {
    const reader = new CertificateReader();
    const good = Buffer.from(createCertificate().pem + createCertificate().pem);
    const random = new Random(4);
    for (let round = 0; round < 500; round++) {
      const bytes = Buffer.from(good.subarray(0, random.below(good.length)));
      for (let change = 0; change < 3 && bytes.length > 0; change++) {
        bytes[random.below(bytes.length)] = random.below(256);
      }
      const { certificates, problem } = parser(bytes, reader);
      expect(certificates.length > 0 || problem !== undefined).toBe(true);
    }
  },
);
