import { describe, expect, it } from 'vitest';
import {
  dottedObjectIdentifier,
  encodedObjectIdentifier,
  objectIdentifierTable,
} from '../../src/x509/object-identifier.ts';
import { objectIdentifier } from '../support/der-writer.ts';
import fc from '../support/fast-check.ts';

const dotted = (...octets: number[]): string | undefined =>
  dottedObjectIdentifier(Buffer.from(octets), 0, octets.length);

describe('an object identifier', () => {
  it('is written with dots', () => {
    expect(dotted(0x55, 0x04, 0x03)).toBe('2.5.4.3');
    expect(dotted(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b)).toBe('1.2.840.113549.1.1.11');
    expect(dotted(0x88, 0x37, 0x03)).toBe('2.999.3');
  });

  it('is none without octets, in the middle of a component, padded, or beyond what a number holds', () => {
    expect(dotted()).toBeUndefined();
    expect(dotted(0x55, 0x84)).toBeUndefined();
    expect(dotted(0x55, 0x80, 0x03)).toBeUndefined();
    expect(dotted(0x55, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f)).toBeUndefined();
  });

  it('survives being encoded and decoded', () => {
    const component = fc.integer({ min: 0, max: 2 ** 40 });
    const identifier = fc
      .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 39 }), fc.array(component))
      .map(([first, second, rest]) => [first, second, ...rest].join('.'));
    fc.assert(
      fc.property(identifier, (text) => {
        const encoded = Buffer.from(encodedObjectIdentifier(text), 'latin1');
        expect(dottedObjectIdentifier(encoded, 0, encoded.length)).toBe(text);
        expect(objectIdentifier(text).subarray(-encoded.length)).toEqual(encoded);
      }),
    );
  });

  it('is looked up by its octets', () => {
    expect(objectIdentifierTable({ '2.5.4.3': 'CN' }).get('\u0055\u0004\u0003')).toBe('CN');
  });
});
