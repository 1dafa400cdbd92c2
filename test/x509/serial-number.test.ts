import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readSerialNumber } from '../../src/x509/serial-number.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { integer } from '../support/der-writer.ts';
import fc from '../support/fast-check.ts';

const serial = (...octets: number[]): string => readSerialNumber(Buffer.from(octets), 0, octets.length);

describe('a serial number', () => {
  it('is lower-case hex with an even number of digits and no leading zero octet', () => {
    expect(serial(0x0a)).toBe('0a');
    expect(serial(0x00, 0xff, 0x01)).toBe('ff01');
    expect(serial(0x00)).toBe('00');
    expect(serial(0x00, 0x00, 0x05)).toBe('05');
  });

  it('has a sign and its magnitude where it is negative', () => {
    expect(serial(0xff)).toBe('-01');
    expect(serial(0x80)).toBe('-80');
    expect(serial(0xff, 0x7f)).toBe('-81');
    expect(serial(0x80, 0x00)).toBe('-8000');
  });

  it('may be longer than the twenty octets of RFC 5280', () => {
    expect(serial(...Array<number>(64).fill(0x11))).toBe('11'.repeat(64));
  });

  it('says the number that was meant', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }), (value) => {
        const der = integer(value);
        const text = readSerialNumber(der, 2, der.length);
        expect(text).toMatch(/^-?([0-9a-f]{2})+$/);
        const magnitude = BigInt(`0x${text.replace('-', '')}`);
        expect(text.startsWith('-') ? -magnitude : magnitude).toBe(value);
      }),
    );
  });

  it.each([0n, 1n, 0x80n, -1n, -0x80n, -0x81n, 2n ** 159n, -(2n ** 159n), 2n ** 320n])(
    'is what openssl prints, in lower case: %s',
    (value) => {
      const { der } = createCertificate({ serialNumber: value });
      const printed = execFileSync('openssl', ['x509', '-inform', 'DER', '-noout', '-serial'], {
        input: der,
      });
      // A long one is broken over lines with a backslash.
      const contents = integer(value);
      expect(`serial=${readSerialNumber(contents, 2, contents.length)}`).toBe(
        printed.toString().replaceAll('\\\n', '').trim().toLowerCase(),
      );
    },
  );
});
