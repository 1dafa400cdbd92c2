import { describe, expect, it } from 'vitest';
import { readIpAddress } from '../../src/x509/ip-address.ts';
import fc from '../support/fast-check.ts';

const address = (hex: string): string => readIpAddress(Buffer.from(hex, 'hex'), 0, hex.length / 2);

describe('an address', () => {
  it('of four octets has dots', () => {
    expect(address('0a0000ff')).toBe('10.0.0.255');
  });

  it.each([
    ['20010db8000000000000000000000001', '2001:db8::1'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['fe800000000000000000000000000000', 'fe80::'],
    ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    ['20010000000000010000000000000001', '2001:0:0:1::1'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
  ])('of sixteen octets is shortened as RFC 5952 says: %s', (hex, text) => {
    expect(address(hex)).toBe(text);
  });

  it('of any other length is shown as it is', () => {
    expect(address('')).toBe('#');
    expect(address('0a00000000ffffff')).toBe('#0a00000000ffffff');
  });

  it('of sixteen octets is how a URL writes it', () => {
    // Half of the groups are zero, so that there is something to shorten.
    const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xff_ff }));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const long = groups.map((each) => each.toString(16)).join(':');
        const hex = groups.map((each) => each.toString(16).padStart(4, '0')).join('');
        expect(`[${address(hex)}]`).toBe(new URL(`http://[${long}]/`).hostname);
      }),
    );
  });
});
