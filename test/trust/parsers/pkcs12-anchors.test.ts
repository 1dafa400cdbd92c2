import { expect, it } from 'vitest';
import { readPkcs12Anchors } from '../../../src/trust/parsers/pkcs12-anchors.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import {
  explicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
} from '../../support/der-writer.ts';

const { der } = createCertificate();
const data = (contents: Buffer): Buffer =>
  sequence(objectIdentifier('1.2.840.113549.1.7.1'), explicit(0, octetString(contents)));
const trust = setOf(
  sequence(objectIdentifier('2.16.840.1.113894.746875.1.1'), setOf(objectIdentifier('2.5.29.37.0'))),
);
const bag = (...attributes: readonly Buffer[]): Buffer =>
  sequence(
    objectIdentifier('1.2.840.113549.1.12.10.1.3'),
    explicit(0, sequence(objectIdentifier('1.2.840.113549.1.9.22.1'), explicit(0, octetString(der)))),
    ...attributes,
  );
const encrypted = sequence(objectIdentifier('1.2.840.113549.1.7.6'), explicit(0, sequence(integer(0))));
const pfx = (...contents: readonly Buffer[]): Buffer => sequence(integer(3), data(sequence(...contents)));

it('takes certificates that Java marks as trusted, and no others', () => {
  expect(readPkcs12Anchors(pfx(data(sequence(bag(trust), bag()))))).toEqual([der]);
});

it('says that what is there may be encrypted', () => {
  expect(readPkcs12Anchors(pfx(encrypted))).toBe('encrypted');
  expect(readPkcs12Anchors(pfx(encrypted, data(sequence(bag(trust)))))).toEqual([der]);
});

it('throws a RangeError for everything that is damaged', () => {
  const whole = pfx(data(sequence(bag(trust))));
  for (let length = 0; length < whole.length; length += 7) {
    expect(() => readPkcs12Anchors(whole.subarray(0, length))).toThrow(RangeError);
  }
});
