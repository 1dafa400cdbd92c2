import { describe, expect, it } from 'vitest';
import { TAG } from '../../src/x509/der-reader.ts';
import { readTime } from '../../src/x509/time.ts';
import { time } from '../support/certificate-factory.ts';
import fc from '../support/fast-check.ts';

const utc = (text: string): number | undefined => readTime(Buffer.from(text), TAG.utcTime, 0, text.length);
const generalized = (text: string): number | undefined =>
  readTime(Buffer.from(text), TAG.generalizedTime, 0, text.length);

describe('a date', () => {
  it('of UTCTime lies between 1950 and 2049', () => {
    expect(utc('500101000000Z')).toBe(Date.UTC(1950, 0, 1) / 1000);
    expect(utc('700101000000Z')).toBe(0);
    expect(utc('691231235959Z')).toBe(-1);
    expect(utc('491231235959Z')).toBe(Date.UTC(2049, 11, 31, 23, 59, 59) / 1000);
  });

  it('of GeneralizedTime may be after 2049, before 1970, and in any year', () => {
    expect(generalized('20500101000000Z')).toBe(Date.UTC(2050, 0, 1) / 1000);
    expect(generalized('99991231235959Z')).toBe(253_402_300_799);
    expect(generalized('19000101000000Z')).toBe(Date.UTC(1900, 0, 1) / 1000);
    expect(generalized('00000101000000Z')).toBe(Date.parse('0000-01-01T00:00:00Z') / 1000);
    expect(generalized('00500301000000Z')).toBe(Date.parse('0050-03-01T00:00:00Z') / 1000);
  });

  it('may lack its seconds or have an offset, as BER allows', () => {
    expect(utc('2501020304Z')).toBe(Date.UTC(2025, 0, 2, 3, 4) / 1000);
    expect(utc('250102030405+0130')).toBe(Date.UTC(2025, 0, 2, 1, 34, 5) / 1000);
    expect(utc('250102030405-0130')).toBe(Date.UTC(2025, 0, 2, 4, 34, 5) / 1000);
    expect(generalized('20250102030405+0000')).toBe(Date.UTC(2025, 0, 2, 3, 4, 5) / 1000);
  });

  it('may have a fraction of a second, which is cut off', () => {
    expect(generalized('20250102030405.999Z')).toBe(Date.UTC(2025, 0, 2, 3, 4, 5) / 1000);
    expect(generalized('20250102030405,5Z')).toBe(Date.UTC(2025, 0, 2, 3, 4, 5) / 1000);
    expect(utc('250102030405.5Z')).toBeUndefined();
  });

  it.each([
    ['month 0', '250001000000Z'],
    ['month 13', '251301000000Z'],
    ['day 0', '250100000000Z'],
    ['31 April', '250431000000Z'],
    ['29 February of a common year', '250229000000Z'],
    ['hour 24', '250101240000Z'],
    ['minute 60', '250101006000Z'],
    ['second 60', '250101000060Z'],
    ['a letter', '25010100000aZ'],
    ['a sign', '-50101000000Z'],
    ['no zone', '250101000000'],
    ['a zone of letters', '250101000000UTC'],
    ['an offset of 24 hours', '250101000000+2400'],
    ['something after it', '250101000000Z0'],
    ['nothing', ''],
    ['a year alone', '25'],
  ])('is none with %s', (_, text) => {
    expect(utc(text)).toBeUndefined();
  });

  it('is none in a type that is no time', () => {
    expect(readTime(Buffer.from('250101000000Z'), TAG.octetString, 0, 13)).toBeUndefined();
  });

  it('knows leap years', () => {
    expect(utc('240229000000Z')).toBe(Date.UTC(2024, 1, 29) / 1000);
    expect(generalized('20000229000000Z')).toBe(Date.UTC(2000, 1, 29) / 1000);
    expect(generalized('21000229000000Z')).toBeUndefined();
  });

  it('agrees with JavaScript on every second of ten thousand years', () => {
    const first = Date.parse('0000-01-01T00:00:00Z') / 1000;
    fc.assert(
      fc.property(fc.integer({ min: first, max: 253_402_300_799 }), (seconds) => {
        const der = time(seconds);
        expect(readTime(der, der[0] as number, 2, der.length)).toBe(seconds);
      }),
    );
  });
});
