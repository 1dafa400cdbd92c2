import { expect, it } from 'vitest';
import { ByteCursor } from '../../../src/formats/java-keystore/byte-cursor.ts';
import { KeystoreFault } from '../../../src/formats/keystore-fault.ts';

const text = (hex: string): string => {
  const octets = Buffer.from(hex, 'hex');
  return new ByteCursor(Buffer.concat([Buffer.of(0, octets.length), octets])).text();
};

it.each([
  ['616263', 'abc'],
  ['c3a9', 'é'],
  ['e282ac', '€'],
  // NUL in two octets, and what is beyond U+FFFF as two surrogates: java.io.DataInput, "Modified UTF-8".
  ['c080', '\0'],
  ['eda0b4edb49e', '𝄞'],
  // A surrogate alone, an octet that continues nothing, one that is cut off.
  ['eda0b4', '�'],
  ['80', '�'],
  ['61e282', 'a�'],
])('reads %s as a string of Java', (hex, expected) => {
  expect(text(hex)).toBe(expected);
});

it('reads a long string', () => {
  expect(text('61'.repeat(250))).toBe('a'.repeat(250));
});

it('ends with a fault where the bytes end', () => {
  const cursor = new ByteCursor(Buffer.of(0, 1, 2, 3, 4));
  expect(cursor.number()).toBe(0x00_01_02_03);
  expect(() => cursor.short()).toThrow(KeystoreFault);
  expect(() => cursor.take(0xff_ff_ff_ff)).toThrow(KeystoreFault);
  expect(cursor.octet()).toBe(4);
});
