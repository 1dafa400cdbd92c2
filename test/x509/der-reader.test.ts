import { describe, expect, it } from 'vitest';
import { DerReader, TAG } from '../../src/x509/der-reader.ts';
import { element, integer, sequence } from '../support/der-writer.ts';
import fc from '../support/fast-check.ts';

const reader = (...octets: number[]): DerReader => new DerReader(Buffer.from(octets));

/** What is wrong with an element that is read whole. */
function faultOf(...octets: number[]): string | undefined {
  const der = reader(...octets);
  der.next();
  return der.fault;
}

describe('a reader of DER', () => {
  it('walks into elements and out of them', () => {
    const der = new DerReader(sequence(integer(5), sequence(integer(6)), integer(7)));
    expect(der.enter(TAG.sequence)).toBe(true);
    expect(der.take(TAG.integer)).toBe(true);
    expect(der.bytes[der.start]).toBe(5);
    expect(der.enter(TAG.sequence)).toBe(true);
    expect(der.take(TAG.integer)).toBe(true);
    expect(der.more).toBe(false);
    expect(der.leave()).toBe(true);
    expect(der.isAt(TAG.integer)).toBe(true);
    expect(der.next()).toBe(true);
    expect(der.leave()).toBe(true);
    expect(der.fault).toBeUndefined();
    expect(der.position).toBe(der.bytes.length);
  });

  it('reads lengths of one to four octets', () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536, 16_777_216]) {
      const der = new DerReader(element(TAG.octetString, Buffer.alloc(length)));
      expect(der.next()).toBe(true);
      expect(der.end - der.start).toBe(length);
    }
  });

  it('refuses an indefinite length', () => {
    expect(faultOf(0x30, 0x80, 0, 0)).toBe('the element at byte 0 has an indefinite length');
  });

  it('refuses lengths that are longer than they need to be', () => {
    expect(faultOf(0x04, 0x81, 0x01, 0xff)).toContain('not in its shortest form');
    expect(faultOf(0x04, 0x82, 0x00, 0x80, ...Array<number>(128).fill(0))).toContain(
      'not in its shortest form',
    );
    expect(faultOf(0x04, 0x85, 0, 0, 0, 0, 1, 0)).toContain('more than four octets');
  });

  it('refuses lengths that lie, and no looser rule makes them true', () => {
    const der = reader(0x04, 0x05, 1, 2);
    expect(der.next()).toBe(false);
    expect(der.fault).toBe('the element at byte 0 says that it has 5 bytes, and there are 2');
    expect(der.faultIsFinal).toBe(true);
    expect(faultOf(0x04, 0x84, 0xff, 0xff, 0xff, 0xff)).toContain('says that it has 4294967295 bytes');
  });

  it('refuses an element that reaches out of the one around it', () => {
    const der = reader(0x30, 0x03, 0x04, 0x02, 1, 2);
    der.enter(TAG.sequence);
    expect(der.next()).toBe(false);
    expect(der.fault).toBe('the element at byte 2 says that it has 2 bytes, and there are 1');
  });

  it('refuses what is cut off inside of a header', () => {
    expect(faultOf()).toBe('the element at byte 0 is cut off');
    expect(faultOf(0x30)).toBe('the element at byte 0 is cut off');
    expect(faultOf(0x30, 0x82, 0x01)).toBe('the element at byte 0 is cut off');
  });

  it('refuses tags of several octets', () => {
    expect(faultOf(0x1f, 0x81, 0x01, 0x00)).toContain('a tag of several octets');
  });

  it('reads booleans of one octet', () => {
    expect(reader(0x01, 0x01, 0xff).takeBoolean()).toBe(true);
    expect(reader(0x01, 0x01, 0x00).takeBoolean()).toBe(false);
    const der = reader(0x01, 0x02, 0xff, 0xff);
    expect(der.takeBoolean()).toBe(false);
    expect(der.fault).toContain('is no boolean');
  });

  it('reads object identifiers, which do not end in the middle', () => {
    expect(reader(0x06, 0x02, 0x55, 0x04).takeObjectIdentifier()).toBe(true);
    expect(reader(0x06, 0x00).takeObjectIdentifier()).toBe(false);
    expect(reader(0x06, 0x02, 0x55, 0x84).takeObjectIdentifier()).toBe(false);
    expect(reader(0x04, 0x01, 0x55).takeObjectIdentifier()).toBe(false);
  });

  it('reads bit strings, which begin with the number of unused bits', () => {
    expect(reader(0x03, 0x02, 0x07, 0x80).takeBitString()).toBe(true);
    expect(reader(0x03, 0x00).takeBitString()).toBe(false);
    expect(reader(0x03, 0x02, 0x08, 0x80).takeBitString()).toBe(false);
    expect(reader(0x04, 0x02, 0x00, 0x80).takeBitString()).toBe(false);
  });

  it('refuses strings in pieces and sequences in none', () => {
    for (const tag of [0x24, 0x23, 0x2c, 0x10, 0x11]) {
      expect(faultOf(tag, 0x00)).toContain('which no type has in DER');
    }
    expect(faultOf(0xa0, 0x00)).toBeUndefined();
    expect(faultOf(0x80, 0x00)).toBeUndefined();
  });

  it('names the tag that it found and the one that it wanted', () => {
    const der = reader(0x04, 0x00);
    expect(der.take(TAG.integer)).toBe(false);
    expect(der.fault).toBe('the element at byte 0 has the tag 0x4 where 0x2 is expected');
    expect(der.faultIsFinal).toBe(false);
  });

  it('refuses to leave an element that it has not read to its end', () => {
    const der = new DerReader(sequence(integer(1)));
    der.enter(TAG.sequence);
    expect(der.leave()).toBe(false);
    expect(der.fault).toBe('the element at byte 2 is not expected there');
  });

  it('has bounded depth', () => {
    let nested = sequence();
    for (let depth = 0; depth < 100; depth++) {
      nested = sequence(nested);
    }
    const der = new DerReader(nested);
    let depth = 0;
    while (der.enter(TAG.sequence)) {
      depth++;
    }
    expect(depth).toBe(16);
    expect(der.fault).toContain('nested too deeply');
  });

  it('keeps its first fault and does nothing after it', () => {
    const der = reader(0x04, 0x00, 0x02, 0x01, 0x05);
    der.take(TAG.integer);
    const { fault, position } = der;
    expect([der.next(), der.take(TAG.integer), der.enter(TAG.sequence), der.leave(), der.more]).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(der.failFinally('is worse')).toBe(false);
    expect([der.fault, der.position, der.faultIsFinal]).toEqual([fault, position, false]);
  });

  it('reads any bytes without reading outside of them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (octets) => {
        const der = new DerReader(Buffer.from(octets));
        while (der.next()) {
          expect(der.end).toBeLessThanOrEqual(octets.length);
          expect(der.start).toBeGreaterThan(der.head);
        }
        expect(der.fault).toBeDefined();
      }),
    );
  });
});
