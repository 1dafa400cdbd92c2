import { expect, it } from 'vitest';
import { KeystoreFault } from '../../../src/formats/keystore-fault.ts';
import { fewParts, identifier, octets, only, wholeNumber } from '../../../src/formats/pkcs12/ber-parts.ts';
import { element, integer, objectIdentifier, octetString, sequence } from '../../support/der-writer.ts';

const part = (whole: Buffer) => fewParts(whole, 'it')[0];

it('reads what is there', () => {
  expect(wholeNumber(part(integer(2048)), 'it')).toBe(2048);
  expect(identifier(part(objectIdentifier('1.2.840.113549.1.5.13')), 'it')).toBe('1.2.840.113549.1.5.13');
  const cut = element(0x24, octetString(Buffer.from('a')), element(0x24, octetString(Buffer.from('b'))));
  expect(octets(part(cut), 0x04, 'it').toString()).toBe('ab');
  expect(octets(part(element(0x80, Buffer.from('c'))), 0x80, 'it').toString()).toBe('c');
  expect(octets(part(element(0xa0, octetString(Buffer.from('d')))), 0x80, 'it').toString()).toBe('d');
});

it.each([
  ['a part that is missing', () => wholeNumber(undefined, 'it')],
  ['a number below zero', () => wholeNumber(part(integer(-1)), 'it')],
  ['a number without octets', () => wholeNumber(part(element(0x02, Buffer.alloc(0))), 'it')],
  ['another type', () => only(integer(1), 0x30, 'it')],
  ['nothing at all', () => only(Buffer.alloc(0), 0x30, 'it')],
  ['a length that lies', () => fewParts(Buffer.from('3084ffffffff', 'hex'), 'it')],
  ['an identifier that is none', () => identifier(part(element(0x06, Buffer.of(0x80))), 'it')],
  ['more parts than there can be', () => fewParts(Buffer.alloc(2 * 65, sequence()), 'it')],
])('refuses %s', (_, read) => {
  expect(read).toThrow(KeystoreFault);
});
