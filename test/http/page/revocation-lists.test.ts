import { expect, it } from 'vitest';
import {
  countExpired,
  listEntriesOf,
  revocationListsSection,
} from '../../../src/http/page/revocation-lists.ts';
import { DAY } from '../../../src/model/validity.ts';
import { foundList } from '../../support/inventory.ts';
import { inventoryOf, NOW, sourceOf } from '../../support/page-inventory.ts';

const list = (path: string, daysLeft: number | undefined, more = {}) =>
  foundList(path, {
    thisUpdate: NOW - 30 * DAY,
    nextUpdate: daysLeft === undefined ? undefined : NOW + daysLeft * DAY,
    ...more,
  });
const entriesOf = (...lists: ReturnType<typeof list>[]) =>
  listEntriesOf(inventoryOf(sourceOf({ revocationLists: lists })));
const section = (entries: ReturnType<typeof entriesOf>, all = false): string =>
  [...revocationListsSection(entries, all, NOW)].map(({ text }) => text).join('');

it('is not there where there is no revocation list', () => {
  expect(section(entriesOf())).toBe('');
});

it('shows the soonest next update first, and those without one last', () => {
  const entries = entriesOf(
    list('/never', undefined),
    list('/later', 20),
    list('/gone', -2),
    list('/soon', 3),
  );
  expect(entries.map(({ found }) => found.location.path)).toEqual(['/gone', '/soon', '/later', '/never']);
  expect(countExpired(entries, NOW)).toBe(1);
  const text = section(entries);
  expect(text).toContain('4 revocation lists');
  expect(text).toMatch(/class="expired".*2 days ago/);
  expect(text).toMatch(/class="warning".*in 3 days/);
  expect(text).toMatch(/class="fine".*not said/);
});

it('escapes what an issuer calls itself', () => {
  expect(section(entriesOf(list('/a', 1, { issuer: 'CN=<script>' })))).toContain('CN=&lt;script&gt;');
});

it('lists a hundred unless all are asked for', () => {
  const entries = entriesOf(...Array.from({ length: 103 }, (_, index) => list(`/${index}`, 9)));
  expect(section(entries)).toContain('3 more are not listed');
  expect(section(entries).match(/<tr class/g)).toHaveLength(100);
  expect(section(entries, true).match(/<tr class/g)).toHaveLength(103);
});
