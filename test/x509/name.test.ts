import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { DerReader } from '../../src/x509/der-reader.ts';
import { readName } from '../../src/x509/name.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { element, integer, objectIdentifier, sequence, setOf } from '../support/der-writer.ts';
import { distinguishedName, type NameInput, type StringType } from '../support/distinguished-name.ts';
import fc from '../support/fast-check.ts';

function read(name: NameInput): string {
  const der = new DerReader(distinguishedName(name));
  const text = readName(der);
  expect(der.fault).toBeUndefined();
  return text;
}

function faultOf(name: Uint8Array): string | undefined {
  const der = new DerReader(Buffer.from(name));
  readName(der);
  return der.fault;
}

describe('a name', () => {
  it('is written with its most specific part first', () => {
    expect(
      read([
        ['C', 'DE', 'printable'],
        ['O', 'Example'],
        ['OU', 'Platform'],
        ['CN', 'ca.example.com'],
      ]),
    ).toBe('CN=ca.example.com,OU=Platform,O=Example,C=DE');
  });

  it('keeps attributes of one part together', () => {
    expect(
      read([
        ['DC', 'net', 'ia5'],
        [
          ['OU', 'Sales'],
          ['CN', 'J.  Smith'],
        ],
      ]),
    ).toBe('OU=Sales+CN=J.  Smith,DC=net');
  });

  it('may be empty', () => {
    expect(read([])).toBe('');
  });

  it('may hold a part without attributes, which says nothing', () => {
    expect(read(sequence(setOf(), distinguishedName('a').subarray(2)))).toBe('CN=a');
  });

  it('may hold an empty value', () => {
    expect(read([['CN', '']])).toBe('CN=');
  });

  it('escapes what would be taken for something else', () => {
    expect(read([['O', ' a, b+c ']])).toBe('O=\\ a\\, b\\+c\\ ');
    expect(read('#1')).toBe('CN=\\#1');
    expect(read('a\nb\0c')).toBe('CN=a\\0Ab\\00c');
  });

  it.each([
    ['utf8', 'Žluťoučký kůň'],
    ['numeric', '12345'],
    ['printable', 'Example'],
    ['t61', 'Mülheim'],
    ['ia5', 'a@example.com'],
    ['visible', 'Example'],
    ['bmp', 'Žluťoučký kůň'],
    ['universal', 'Žluťoučký 🐎'],
  ] as const)('reads a value of type %s', (type: StringType, text) => {
    expect(read([['O', text, type]])).toBe(`O=${text}`);
  });

  it('keeps the octets of UTF-8 that is none', () => {
    expect(read([['O', Buffer.from([0x20, 0x4d, 0xfc, 0x2c, 0x6c])]])).toBe('O=\\ M\\FC\\,l');
    expect(read([['O', Buffer.from([0xc0, 0x80])]])).toBe('O=\\C0\\80');
  });

  it('shows a value that is no string as the hex of its encoding', () => {
    const attribute = sequence(objectIdentifier('2.5.4.3'), integer(5));
    expect(read(sequence(setOf(attribute)))).toBe('CN=#020105');
    expect(read([['CN', Buffer.from([0, 0x61, 0]), 'bmp']])).toBe('CN=#1e03006100');
  });

  it('shows an attribute of a type without a name by numbers, and its value in hex', () => {
    expect(read([['1.3.6.1.4.1.99999.1', 'x']])).toBe('1.3.6.1.4.1.99999.1=#0c0178');
  });

  it('is refused where it is none', () => {
    expect(faultOf(sequence(setOf(sequence(objectIdentifier('2.5.4.3'), element(0x80)))))).toContain(
      'no known type',
    );
    expect(faultOf(sequence(sequence()))).toContain('has the tag 0x30 where 0x31 is expected');
    expect(faultOf(sequence(setOf(sequence(objectIdentifier('2.5.4.3')))))).toContain('cut off');
    expect(faultOf(sequence(setOf(sequence(element(0x06, Buffer.of(0x80)), integer(1)))))).toContain(
      'no object identifier',
    );
  });

  it('is what openssl writes by RFC 2253', () => {
    const type = fc.constantFrom('CN', 'O', 'OU', 'L', 'ST', 'DC', 'emailAddress', 'serialNumber', '1.2.3.4');
    const attribute = fc.tuple(type, fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(attribute, { minLength: 1, maxLength: 4 }), (attributes) => {
        const { der } = createCertificate({ subject: attributes, signed: false });
        const options = ['x509', '-inform', 'DER', '-noout', '-subject', '-nameopt', 'RFC2253,-esc_msb,utf8'];
        const printed = execFileSync('openssl', options, { input: der }).toString();
        // Values of unknown types are hex in capitals there.
        const lowered = printed.replace(/1\.2\.3\.4=#[0-9A-F]+/g, (hex) => hex.toLowerCase());
        expect(`subject=${read(attributes)}\n`).toBe(lowered);
      }),
      { numRuns: 40 },
    );
  });
});
