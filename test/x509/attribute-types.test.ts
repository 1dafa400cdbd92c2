import { describe, expect, it } from 'vitest';
import { attributeTypeName } from '../../src/x509/attribute-types.ts';
import { objectIdentifier } from '../support/der-writer.ts';

function nameOf(dotted: string): string | undefined {
  const der = objectIdentifier(dotted);
  return attributeTypeName(der, 2, der.length);
}

describe('the name of an attribute type', () => {
  it.each([
    ['2.5.4.3', 'CN'],
    ['2.5.4.7', 'L'],
    ['2.5.4.8', 'ST'],
    ['2.5.4.10', 'O'],
    ['2.5.4.11', 'OU'],
    ['2.5.4.6', 'C'],
    ['2.5.4.9', 'STREET'],
    ['0.9.2342.19200300.100.1.25', 'DC'],
    ['0.9.2342.19200300.100.1.1', 'UID'],
  ])('%s is %s, by RFC 4514', (dotted, name) => {
    expect(nameOf(dotted)).toBe(name);
  });

  it.each([
    ['1.2.840.113549.1.9.1', 'emailAddress'],
    ['2.5.4.5', 'serialNumber'],
    ['2.5.4.97', 'organizationIdentifier'],
    ['1.3.6.1.4.1.311.60.2.1.3', 'jurisdictionC'],
  ])('%s is %s, by OpenSSL', (dotted, name) => {
    expect(nameOf(dotted)).toBe(name);
  });

  it('is not made up', () => {
    expect(nameOf('2.5.4.127')).toBeUndefined();
    expect(nameOf('2.5.4.200')).toBeUndefined();
    expect(nameOf('1.2.3')).toBeUndefined();
  });
});
