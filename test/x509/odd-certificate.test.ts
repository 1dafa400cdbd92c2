import { describe, expect, it } from 'vitest';
import { readCertificateFields } from '../../src/x509/certificate-fields.ts';
import { DerReader } from '../../src/x509/der-reader.ts';
import { readOddCertificate } from '../../src/x509/odd-certificate.ts';
import { type BerForm, rewriteAsBer } from '../support/ber-rewriter.ts';
import { createCertificate, extension } from '../support/certificate-factory.ts';
import { element, sequence } from '../support/der-writer.ts';

const FORMS: readonly BerForm[] = ['indefinite', 'long lengths'];

const certificate = createCertificate({ sans: ['DNS:example.com'] }).der;

describe('an oddly encoded certificate', () => {
  it.each(FORMS)('with %s has the fields of its DER', (form) => {
    for (const version of [1, 3] as const) {
      const { der } = createCertificate({
        version,
        subject: [
          ['O', 'Mülheim', 't61'],
          ['CN', 'Ž', 'bmp'],
        ],
        sans: ['DNS:example.com', 'IP:10.0.0.1', 'dirName:x'],
        isAuthority: true,
        notBefore: -1,
        notAfter: 253_402_300_799,
      });
      const odd = rewriteAsBer(der, form);
      expect(readOddCertificate(odd)).toEqual(readCertificateFields(new DerReader(der)));
    }
  });

  it('with alternative names in BER has them', () => {
    const names = rewriteAsBer(sequence(element(0x82, Buffer.from('odd.example'))), 'indefinite');
    const { der } = createCertificate({ subject: [], extensions: [extension('2.5.29.17', names)] });
    expect(readOddCertificate(der)?.subject).toBe('DNS:odd.example');
  });

  it('with a date that is none is refused, whatever the library makes of it', () => {
    const notAfter = element(0x17, Buffer.from('never'));
    expect(readOddCertificate(createCertificate({ notAfter }).der)).toBeUndefined();
  });

  it('keeps a date that the library does not read', () => {
    const notAfter = element(0x17, Buffer.from('2601010000Z'));
    const odd = rewriteAsBer(createCertificate({ notAfter }).der, 'indefinite');
    expect(readOddCertificate(odd)?.notAfter).toBe(Date.UTC(2026, 0, 1) / 1000);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['an empty sequence', sequence()],
    ['in strings of several pieces', rewriteAsBer(certificate, 'constructed strings')],
    ['noise', Buffer.from('no certificate at all')],
    ['absurd nesting', Buffer.alloc(100_000, Buffer.of(0x30, 0x80))],
  ])('is refused where it is %s', (_, bytes) => {
    expect(readOddCertificate(bytes)).toBeUndefined();
  });
});
