import { expect, it } from 'vitest';
import {
  type CanonicalName,
  emailsIn,
  nameKey,
  readCanonicalName,
} from '../../../src/handshake/verify/canonical-name.ts';
import { DerReader } from '../../../src/x509/der-reader.ts';
import { distinguishedName, type NameInput } from '../../support/distinguished-name.ts';

function canonical(name: NameInput): CanonicalName {
  const der = new DerReader(distinguishedName(name));
  const read = readCanonicalName(der);
  expect(der.fault).toBeUndefined();
  return read;
}

const key = (name: NameInput): string => nameKey(canonical(name));

it.each<[string, NameInput, NameInput]>([
  ['string types', [['O', 'Exämple', 'utf8']], [['O', 'Exämple', 'bmp']]],
  ['the case of ASCII letters', [['O', 'EXAMPLE']], [['O', 'example', 'printable']]],
  ['space', [['O', '  Example \t CA ']], [['O', 'Example CA']]],
  [
    'the order of a set',
    [
      [
        ['O', 'a'],
        ['CN', 'b'],
      ],
    ],
    [
      [
        ['CN', 'b'],
        ['O', 'a'],
      ],
    ],
  ],
])('names are the same whatever %s', (_, left, right) => {
  expect(key(left)).toBe(key(right));
});

it.each<[string, NameInput, NameInput]>([
  ['values', 'a', 'b'],
  ['types', [['O', 'a']], [['OU', 'a']]],
  [
    'the order of parts',
    [
      ['O', 'a'],
      ['CN', 'b'],
    ],
    [
      ['CN', 'b'],
      ['O', 'a'],
    ],
  ],
  [
    'parts and sets',
    [
      ['O', 'a'],
      ['CN', 'b'],
    ],
    [
      [
        ['O', 'a'],
        ['CN', 'b'],
      ],
    ],
  ],
  [
    'separators in values',
    [[['O', 'a;55040a=s1:b']]],
    [
      [
        ['O', 'a'],
        ['O', 'b'],
      ],
    ],
  ],
  ['inner space', 'a b', 'ab'],
  ['letters beyond ASCII', 'Ä', 'ä'],
  ['a name and none', 'a', []],
])('names differ by %s', (_, left, right) => {
  expect(key(left)).not.toBe(key(right));
});

it('finds mail addresses, also behind other attributes, and none that are not there', () => {
  expect(
    emailsIn(
      canonical([
        ['emailAddress', 'A@Example.com', 'ia5'],
        ['CN', 'x'],
      ]),
    ),
  ).toEqual(['a@example.com']);
  expect(
    emailsIn(
      canonical([
        [
          ['DC', 'x'],
          ['emailAddress', 'b@example.com', 'ia5'],
        ],
      ]),
    ),
  ).toEqual(['b@example.com']);
  expect(emailsIn(canonical([['CN', 'x;2a864886f70d010901=s1:y']]))).toEqual([]);
});
