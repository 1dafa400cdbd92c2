import { describe, expect, it } from 'vitest';
import { decodeString, decodeUtf8 } from '../../src/x509/strings.ts';
import { encodeString, STRING_TAGS, type StringType } from '../support/distinguished-name.ts';
import fc from '../support/fast-check.ts';

const decode = (type: StringType, octets: Uint8Array): string | undefined =>
  decodeString(Buffer.from(octets), STRING_TAGS[type], 0, octets.length);

describe('a character string', () => {
  it.each(['printable', 'ia5', 'numeric', 'visible', 't61'] as const)('of type %s is Latin-1', (type) => {
    expect(decode(type, Buffer.from([0x4d, 0xfc, 0x6c]))).toBe('Mül');
  });

  it('of type utf8 is UTF-8, well-formed or not at all', () => {
    expect(decode('utf8', Buffer.from('Žluťoučký 🐎'))).toBe('Žluťoučký 🐎');
    expect(decode('utf8', Buffer.from([0x4d, 0xfc, 0x6c]))).toBeUndefined();
    expect(decode('utf8', Buffer.from([0xed, 0xa0, 0x80]))).toBeUndefined();
    expect(decode('utf8', Buffer.from('\ufffd'))).toBe('\ufffd');
  });

  it('of type bmp is UTF-16 with the high octet first', () => {
    expect(decode('bmp', Buffer.from([0x01, 0x7d, 0x00, 0x61]))).toBe('Ža');
    expect(decode('bmp', Buffer.from([0xd8, 0x3d, 0xdc, 0x0e]))).toBe('🐎');
  });

  it('of type bmp is none with half a character or a lone surrogate', () => {
    expect(decode('bmp', Buffer.from([0x00, 0x61, 0x00]))).toBeUndefined();
    expect(decode('bmp', Buffer.from([0xd8, 0x3d]))).toBeUndefined();
  });

  it('of type universal has four octets a character', () => {
    expect(decode('universal', Buffer.from([0, 0, 0, 0x61, 0, 1, 0xf4, 0x0e]))).toBe('a🐎');
    expect(decode('universal', Buffer.from([0, 0, 0]))).toBeUndefined();
    expect(decode('universal', Buffer.from([0, 0x11, 0, 0]))).toBeUndefined();
    expect(decode('universal', Buffer.from([0, 0, 0xd8, 0]))).toBeUndefined();
  });

  it('is none in a type that is no string', () => {
    expect(decodeString(Buffer.from('a'), 0x04, 0, 1)).toBeUndefined();
  });

  it.each(['utf8', 'bmp', 'universal'] as const)('of type %s holds any text', (type) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decode(type, encodeString(text, type))).toBe(text);
      }),
    );
  });

  it('is well-formed or undefined, whatever the octets', () => {
    const types = fc.constantFrom(...(Object.keys(STRING_TAGS) as StringType[]));
    fc.assert(
      fc.property(types, fc.uint8Array(), (type, octets) => {
        expect(decode(type, octets)?.isWellFormed()).not.toBe(false);
      }),
    );
  });
});

describe('UTF-8', () => {
  it('is decoded within its bounds', () => {
    expect(decodeUtf8(Buffer.from('xäy'), 1, 3)).toBe('ä');
    expect(decodeUtf8(Buffer.from('xäy'), 1, 2)).toBeUndefined();
  });
});
