import { describe, expect, it } from 'vitest';
import { berElement } from '../../src/x509/ber.ts';
import { element, indefinite, integer, sequence } from '../support/der-writer.ts';
import fc from '../support/fast-check.ts';

const TAIL = Buffer.from('tail');

describe('an element of BER', () => {
  it('is found by its definite length', () => {
    const bytes = Buffer.concat([sequence(integer(5)), TAIL]);
    expect(berElement(bytes, 0, bytes.length)).toEqual({ tag: 0x30, start: 2, end: 5, next: 5 });
  });

  it('may have a length that is longer than it needs to be', () => {
    const bytes = Buffer.from([0x04, 0x88, 0, 0, 0, 0, 0, 0, 0, 1, 7, 8]);
    expect(berElement(bytes, 0, bytes.length)).toEqual({ tag: 0x04, start: 10, end: 11, next: 11 });
  });

  it('is found by the octets that end it', () => {
    const bytes = Buffer.concat([indefinite(0x30, integer(0), indefinite(0x30), sequence(integer(0))), TAIL]);
    const { length } = bytes;
    expect(berElement(bytes, 0, length)).toEqual({ tag: 0x30, start: 2, end: length - 6, next: length - 4 });
  });

  it.each([
    ['nothing', ''],
    ['half a header', '30'],
    ['a length that is cut off', '3082ff'],
    ['a length that lies', '300500'],
    ['a length beyond all numbers', `30ff${'ff'.repeat(127)}`],
    ['a tag of several octets', '1f810100'],
    ['contents that do not end', '3080020100'],
    ['contents that end by half', '308002010000'],
    ['an indefinite length that nothing may be inside of', '04800000'],
  ])('is not %s', (_, hex) => {
    const bytes = Buffer.from(hex, 'hex');
    expect(berElement(bytes, 0, bytes.length)).toBeUndefined();
  });

  it('does not reach out of its limit', () => {
    expect(berElement(sequence(integer(5)), 0, 4)).toBeUndefined();
  });

  it('is followed 64 levels down and no further', () => {
    const nested = (depth: number): Buffer =>
      Buffer.concat([Buffer.alloc(depth * 2, Buffer.of(0x30, 0x80)), Buffer.alloc(depth * 2)]);
    expect(berElement(nested(64), 0, 256)?.next).toBe(256);
    expect(berElement(nested(65), 0, 260)).toBeUndefined();
    expect(berElement(nested(1_000_000), 0, 4_000_000)).toBeUndefined();
  });

  it('lies within its bytes, whatever they are', () => {
    const octet = fc.oneof(fc.constantFrom(0x00, 0x30, 0x80, 0x81), fc.nat(255));
    fc.assert(
      fc.property(fc.array(octet, { maxLength: 40 }), (octets) => {
        const found = berElement(Buffer.from(octets), 0, octets.length);
        expect(found === undefined || (found.start <= found.end && found.next <= octets.length)).toBe(true);
      }),
    );
  });

  it('is found whatever is in it', () => {
    const { tree } = fc.letrec((tie) => ({
      leaf: fc.uint8Array({ maxLength: 200 }).map((octets) => element(0x04, octets)),
      node: fc
        .tuple(fc.boolean(), fc.array(tie('tree'), { maxLength: 4 }))
        .map(([isIndefinite, children]) =>
          isIndefinite ? indefinite(0x30, ...(children as Buffer[])) : sequence(...(children as Buffer[])),
        ),
      tree: fc.oneof({ maxDepth: 6 }, tie('leaf'), tie('node')),
    }));
    fc.assert(
      fc.property(tree, (bytes) => {
        const der = bytes as Buffer;
        expect(berElement(Buffer.concat([der, TAIL]), 0, der.length + 4)?.next).toBe(der.length);
      }),
    );
  });
});
