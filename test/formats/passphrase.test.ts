import { expect, it } from 'vitest';
import { Passphrase } from '../../src/formats/passphrase.ts';

const hex = (octets: readonly Buffer[]): string[] => octets.map((each) => each.toString('hex'));

it('is a BMPString with an end for PKCS #12, and of an empty one nobody knows which', () => {
  expect(hex(new Passphrase('Beavis').bmpStrings)).toEqual(['0042006500610076006900730000']);
  expect(hex(new Passphrase('').bmpStrings)).toEqual(['0000', '']);
});

it('is UTF-16 without an end for Java, and octets for PBKDF2', () => {
  const passphrase = new Passphrase('é𝄞');
  expect(passphrase.utf16.toString('hex')).toBe('00e9d834dd1e');
  expect(passphrase.octets).toEqual(Buffer.from('é𝄞'));
});

it('is Latin-1 where it is no UTF-8', () => {
  const passphrase = new Passphrase(Buffer.of(0xe9));
  expect(passphrase.utf16.toString('hex')).toBe('00e9');
  expect(passphrase.octets).toEqual(Buffer.of(0xe9));
});
