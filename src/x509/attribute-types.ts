import { objectIdentifierTable } from './object-identifier.ts';

/**
 * How attribute types are written. The nine that RFC 4514, 3, names come under those names; then those that occur in
 * real certificates under OpenSSL's short names, which is what people search for. Every other type is written as its
 * dotted object identifier with the hex of its value (RFC 4514, 2.4), as OpenSSL and Go do.
 */
const ATTRIBUTE_TYPES = objectIdentifierTable({
  '2.5.4.3': 'CN',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.6': 'C',
  '2.5.4.9': 'STREET',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.3': 'mail',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '1.2.840.113549.1.9.2': 'unstructuredName',
  '1.2.840.113549.1.9.8': 'unstructuredAddress',
  '1.3.6.1.4.1.311.60.2.1.1': 'jurisdictionL',
  '1.3.6.1.4.1.311.60.2.1.2': 'jurisdictionST',
  '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionC',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.12': 'title',
  '2.5.4.13': 'description',
  '2.5.4.15': 'businessCategory',
  '2.5.4.16': 'postalAddress',
  '2.5.4.17': 'postalCode',
  '2.5.4.18': 'postOfficeBox',
  '2.5.4.20': 'telephoneNumber',
  '2.5.4.41': 'name',
  '2.5.4.42': 'GN',
  '2.5.4.43': 'initials',
  '2.5.4.44': 'generationQualifier',
  '2.5.4.45': 'x500UniqueIdentifier',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.51': 'houseIdentifier',
  '2.5.4.65': 'pseudonym',
  '2.5.4.97': 'organizationIdentifier',
});

/** The types under 2.5.4 by their last number: no string has to be made to look one up. */
const X520_TYPES: readonly (string | undefined)[] = Array.from({ length: 128 }, (_, last) =>
  ATTRIBUTE_TYPES.get(`\u0055\u0004${String.fromCharCode(last)}`),
);

/** The name of an attribute type, from its object identifier's contents; undefined where it has none here. */
export function attributeTypeName(bytes: Buffer, start: number, end: number): string | undefined {
  if (end - start === 3 && bytes[start] === 0x55 && bytes[start + 1] === 0x04) {
    return X520_TYPES[bytes[start + 2] as number];
  }
  return ATTRIBUTE_TYPES.get(bytes.toString('latin1', start, end));
}
