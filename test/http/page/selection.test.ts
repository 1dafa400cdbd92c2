import { describe, expect, it } from 'vitest';
import { breather } from '../../../src/http/page/breather.ts';
import { entriesOf } from '../../../src/http/page/entries.ts';
import {
  DEFAULT_LIMIT,
  isFiltered,
  readSelection,
  selectEntries,
  selectionQuery,
} from '../../../src/http/page/selection.ts';
import { certificateOf, foundAt, inventoryOf, NOW, sourceOf } from '../../support/page-inventory.ts';

const NOTHING = { search: '', role: undefined, status: undefined, limit: DEFAULT_LIMIT };

describe('readSelection', () => {
  it.each([
    ['nothing', {}, NOTHING],
    ['no query at all', undefined, NOTHING],
    [
      'everything',
      { q: ' a b ', role: 'root', status: 'fine', limit: '5' },
      { search: 'a b', role: 'root', status: 'fine', limit: 5 },
    ],
    ['all', { limit: 'all' }, { ...NOTHING, limit: Infinity }],
    ['unknown words', { role: 'boss', status: '<script>', limit: '-1', x: 'y' }, NOTHING],
    ['repeated keys', { q: ['a', 'b'] }, { ...NOTHING, search: 'a' }],
    ['absurd limits', { limit: '99999999999' }, NOTHING],
    ['an endless search', { q: 'x'.repeat(9999) }, { ...NOTHING, search: 'x'.repeat(200) }],
  ])('reads %s', (_, query, selection) => {
    expect(readSelection(query)).toEqual(selection);
  });
});

it.each([
  ['?', NOTHING],
  [
    '?q=a%26b&role=leaf&status=expired&limit=all',
    { search: 'a&b', role: 'leaf', status: 'expired', limit: Infinity } as const,
  ],
  ['?limit=7', { ...NOTHING, limit: 7 }],
])('selectionQuery writes %s, and it reads back', (query, selection) => {
  expect(selectionQuery(selection)).toBe(query);
  expect(readSelection(Object.fromEntries(new URLSearchParams(query)))).toEqual(selection);
});

it('isFiltered does not count the limit', () => {
  expect(isFiltered(NOTHING)).toBe(false);
  expect(isFiltered({ ...NOTHING, limit: 3 })).toBe(false);
  expect(isFiltered({ ...NOTHING, status: 'fine' })).toBe(true);
});

describe('selectEntries', () => {
  const entries = entriesOf(
    inventoryOf(
      sourceOf({
        certificates: [
          foundAt('/etc/a.pem', certificateOf(-1, { subject: 'CN=Alpha', role: 'root' })),
          foundAt('/etc/b.pem', certificateOf(50, { subject: 'CN=beta', sans: ['DNS:b.example.com'] })),
          foundAt('/etc/\u{202e}c.pem', certificateOf(60, { subject: 'CN=gamma' })),
        ],
      }),
    ),
  );
  const subjects = async (selection: object): Promise<readonly string[]> =>
    (await selectEntries(entries, { ...NOTHING, ...selection }, NOW, breather())).map(
      ({ found }) => found.certificate.subject,
    );

  it('takes all of them when nothing is asked for', async () => {
    expect(await selectEntries(entries, NOTHING, NOW, breather())).toBe(entries);
  });

  it.each([
    ['a role', { role: 'root' }, ['CN=Alpha']],
    ['a status', { status: 'fine' }, ['CN=beta', 'CN=gamma']],
    ['a word in any letter case', { search: 'ALPHA' }, ['CN=Alpha']],
    ['a part of the path', { search: '/etc/b' }, ['CN=beta']],
    ['an alternative name', { search: 'b.example.com' }, ['CN=beta']],
    ['words that all occur', { search: 'beta fine' }, []],
    ['words in any order', { search: 'leaf beta' }, ['CN=beta']],
    ['what a hidden character looks like on the page', { search: String.raw`\u202ec` }, ['CN=gamma']],
    ['both a role and a word that do not meet', { role: 'root', search: 'beta' }, []],
  ])('finds by %s', async (_, selection, found) => {
    expect(await subjects(selection)).toEqual(found);
  });
});
