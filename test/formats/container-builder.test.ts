import { describe, expect, it } from 'vitest';
import { ContainerBuilder } from '../../src/formats/container-builder.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { rewriteAsBer } from '../support/ber-rewriter.ts';
import { createCertificate } from '../support/certificate-factory.ts';

const builder = (): ContainerBuilder => new ContainerBuilder(new CertificateReader());

describe('a container', () => {
  it('is empty at first', () => {
    expect(builder().finish('empty')).toEqual({
      kind: 'empty',
      certificates: [],
      revocationLists: [],
      findings: [],
      findingCounts: {},
      otherObjects: 0,
    });
  });

  it('collects certificates, findings and other objects', () => {
    const building = builder();
    building.addCertificate(createCertificate({ subject: 'a' }).der, 'block 1');
    building.addCertificate(Buffer.of(0x30, 0x05), 'block 2');
    building.addFinding('unsupported_format', 'block 3 is odd');
    building.addOtherObject();
    const { certificates, findings, findingCounts, otherObjects } = building.finish('pem');
    expect(certificates.map(({ subject }) => subject)).toEqual(['CN=a']);
    expect(findings).toEqual([
      {
        reason: 'malformed_certificate',
        detail:
          'block 2 is no certificate that can be read: the element at byte 0 says that it has 5 bytes, and there are 0',
      },
      { reason: 'unsupported_format', detail: 'block 3 is odd' },
    ]);
    expect(findingCounts).toEqual({ malformed_certificate: 1, unsupported_format: 1 });
    expect(otherObjects).toBe(1);
  });

  it('keeps a hundred findings and counts them all', () => {
    const building = builder();
    for (let number = 1; number <= 1000; number++) {
      building.addFinding('malformed_pem', `block ${number}`);
    }
    const { findings, findingCounts } = building.finish('pem');
    expect(findings).toHaveLength(100);
    expect(findings.at(-1)?.detail).toBe('block 100');
    expect(findingCounts).toEqual({ malformed_pem: 1000 });
  });

  it('steps over a certificate that is larger than any handshake carries, and goes on', () => {
    const building = builder();
    // It is there twice, as the issuer too.
    const large = (octets: number) =>
      createCertificate({ subject: 'x'.repeat(octets / 2), signed: false }).der;
    expect(building.addCertificate(large(255 * 1024), 'block 1')?.subject.length).toBeGreaterThan(100_000);
    expect(building.addCertificate(large(256 * 1024), 'block 2')).toBeUndefined();
    expect(building.addCertificate(createCertificate({ subject: 'a' }).der, 'block 3')?.subject).toBe('CN=a');
    const { findings, findingCounts } = building.finish('pem');
    expect(findingCounts).toEqual({ too_large: 1 });
    expect(findings[0]?.detail).toMatch(
      /^block 2 is a certificate of \d+ bytes: more than 256 KiB is not read$/,
    );
  });

  it('lets the library read some oddly encoded certificates and no more', () => {
    const building = builder();
    for (let number = 1; number <= 100; number++) {
      building.addCertificate(rewriteAsBer(createCertificate({ signed: false }).der, 'indefinite'), 'it');
    }
    const { certificates, findingCounts } = building.finish('der');
    expect(certificates).toHaveLength(64);
    expect(findingCounts).toEqual({ malformed_certificate: 36 });
  });
});
