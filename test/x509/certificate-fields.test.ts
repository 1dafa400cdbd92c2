import { describe, expect, it } from 'vitest';
import { type CertificateFields, readCertificateFields } from '../../src/x509/certificate-fields.ts';
import { DerReader } from '../../src/x509/der-reader.ts';
import {
  type CertificateOptions,
  createCertificate,
  createChain,
  DEFAULT_NOT_AFTER,
  DEFAULT_NOT_BEFORE,
  extension,
} from '../support/certificate-factory.ts';
import { bitString, boolean, element, explicit, integer, sequence } from '../support/der-writer.ts';

const BASIC_CONSTRAINTS = '2.5.29.19';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';

function fieldsOf(options: CertificateOptions): CertificateFields {
  const der = new DerReader(createCertificate(options).der);
  const fields = readCertificateFields(der);
  expect(der.fault).toBeUndefined();
  return fields;
}

function faultOf(options: CertificateOptions): string | undefined {
  const der = new DerReader(createCertificate(options).der);
  readCertificateFields(der);
  return der.fault;
}

describe('the fields of a certificate', () => {
  it('are all there', () => {
    const issuer = createCertificate({
      subject: [
        ['O', 'Example'],
        ['CN', 'Issuing CA'],
      ],
      isAuthority: true,
    });
    expect(
      fieldsOf({
        subject: 'www.example.com',
        sans: ['DNS:www.example.com', 'IP:10.0.0.1'],
        serialNumber: 0x0a0b0cn,
        key: 'rsa-2048',
        issuer,
      }),
    ).toEqual({
      subject: 'CN=www.example.com',
      issuer: 'CN=Issuing CA,O=Example',
      serialNumber: '0a0b0c',
      notBefore: DEFAULT_NOT_BEFORE,
      notAfter: DEFAULT_NOT_AFTER,
      sans: ['DNS:www.example.com', 'IP:10.0.0.1'],
      publicKey: 'RSA 2048',
      signatureAlgorithm: 'ECDSA-SHA256',
      role: 'leaf',
    });
  });

  it('have the first alternative name where the subject is empty', () => {
    expect(fieldsOf({ subject: [], sans: ['DNS:www.example.com', 'DNS:example.com'] })).toMatchObject({
      subject: 'DNS:www.example.com',
      issuer: '',
    });
  });

  it('have an empty subject where there is no name at all', () => {
    expect(fieldsOf({ subject: [] }).subject).toBe('');
  });

  it('reach from before 1970 to the end of 9999', () => {
    const { notBefore, notAfter } = fieldsOf({ notBefore: -1_000_000_000, notAfter: 253_402_300_799 });
    expect([notBefore, notAfter]).toEqual([-1_000_000_000, 253_402_300_799]);
  });

  it('do not depend on versions that there are not', () => {
    const { der } = createCertificate({ isAuthority: true, serialNumber: 1 });
    der[der.indexOf(Buffer.of(0xa0, 3, 2, 1, 2)) + 4] = 3;
    const reader = new DerReader(der);
    expect(readCertificateFields(reader).role).toBe('root');
    expect(reader.fault).toBeUndefined();
  });

  it('have negative and over-long serial numbers', () => {
    expect(fieldsOf({ serialNumber: -255n }).serialNumber).toBe('-ff');
    expect(fieldsOf({ serialNumber: 2n ** 400n }).serialNumber).toBe(`01${'00'.repeat(50)}`);
  });

  it('are the first alternative names where the extension stands twice', () => {
    const names = sequence(element(0x82, Buffer.from('second.example')));
    const { sans } = fieldsOf({
      sans: ['DNS:first.example'],
      extensions: [extension(SUBJECT_ALTERNATIVE_NAME, names)],
    });
    expect(sans).toEqual(['DNS:first.example']);
  });
});

describe('the role of a certificate', () => {
  it('is told by its place in a chain', () => {
    const chain = createChain();
    const roles = [chain.leaf, chain.intermediate, chain.root].map(
      ({ der }) => readCertificateFields(new DerReader(der)).role,
    );
    expect(roles).toEqual(['leaf', 'intermediate', 'root']);
  });

  it.each<[string, CertificateOptions, string]>([
    ['self-issued, no CA', {}, 'leaf'],
    ['self-issued, not a CA', { isAuthority: false }, 'leaf'],
    ['self-issued of version 1', { version: 1 }, 'root'],
    ['self-issued of version 2', { version: 2 }, 'leaf'],
    ['of version 1 by another', { version: 1, issuerName: 'Another' }, 'leaf'],
    ['a CA by another', { isAuthority: true, issuerName: 'Another' }, 'intermediate'],
    ['a CA by one of nearly its name', { isAuthority: true, issuerName: 'example.con' }, 'intermediate'],
  ])('%s: %s', (_, options, role) => {
    expect(fieldsOf(options).role).toBe(role);
  });

  it('does not depend on how false and path lengths are written', () => {
    const constraints = (...parts: readonly Uint8Array[]): CertificateOptions => ({
      extensions: [extension(BASIC_CONSTRAINTS, sequence(...parts))],
    });
    expect(fieldsOf(constraints(boolean(false))).role).toBe('leaf');
    expect(fieldsOf(constraints(boolean(true), integer(0))).role).toBe('root');
    expect(fieldsOf(constraints(element(0x01, Buffer.of(1)))).role).toBe('root');
    expect(faultOf(constraints(element(0x01)))).toContain('is no boolean');
  });
});

describe('a certificate is not read quickly', () => {
  it.each<[string, CertificateOptions, string]>([
    ['a serial number without octets', { serialNumber: Buffer.of() }, 'integer without octets'],
    ['a padded serial number', { serialNumber: Buffer.of(0, 1) }, 'not in its shortest form'],
    ['a padded negative serial number', { serialNumber: Buffer.of(0xff, 0x80) }, 'not in its shortest form'],
    ['a date that is none', { notAfter: element(0x17, Buffer.from('251301000000Z')) }, 'no date'],
    [
      'alternative names that are none',
      { extensions: [extension('2.5.29.17', integer(1))] },
      'where 0x30 is expected',
    ],
    ['a name that is none', { subject: integer(1) }, 'where 0x30 is expected'],
  ])('with %s', (_, options, fault) => {
    expect(faultOf(options)).toContain(fault);
  });

  it('with anything after its signature', () => {
    const algorithm = createCertificate().key.signatureAlgorithm;
    const reader = new DerReader(sequence(sequence(), algorithm, bitString(Buffer.of(1)), integer(1)));
    readCertificateFields(reader);
    expect(reader.fault).toBeDefined();
  });
});

it('unique identifiers of version 2 are stepped over', () => {
  const { der, key } = createCertificate({ version: 2 });
  const toBeSigned = new DerReader(der);
  toBeSigned.enter(0x30);
  toBeSigned.take(0x30);
  const contents = der.subarray(toBeSigned.start, toBeSigned.end);
  const identifiers = [element(0x81, Buffer.of(0, 1)), element(0x82, Buffer.of(0, 2))];
  const names = sequence(element(0x82, Buffer.from('v2.example')));
  const extensions = explicit(3, sequence(extension(SUBJECT_ALTERNATIVE_NAME, names)));
  const rebuilt = sequence(
    sequence(contents, ...identifiers, extensions),
    key.signatureAlgorithm,
    bitString(Buffer.alloc(8)),
  );
  const reader = new DerReader(rebuilt);
  expect(readCertificateFields(reader)).toMatchObject({
    sans: ['DNS:v2.example'],
    subject: 'CN=example.com',
  });
  expect(reader.fault).toBeUndefined();
});
