import { expect, it } from 'vitest';
import { BLOCK_BYTES } from '../../src/metrics/block.ts';
import type { ItemSubject } from '../../src/metrics/family.ts';
import { type Group, renderGroups } from '../../src/metrics/groups.ts';
import { Slices } from '../../src/metrics/slices.ts';
import fc from '../support/fast-check.ts';

interface Item {
  readonly name: string;
}

/** Each item fills a third of a block, so a group has three of them. */
const PADDING = 'x'.repeat(900);
const LINES = Math.ceil(BLOCK_BYTES / 3 / PADDING.length);
const SUBJECT: ItemSubject<readonly Item[], Item> = {
  families: [
    {
      name: 'large',
      help: 'Help.',
      type: 'gauge',
      labels: [],
      value: () => 1,
      ownLabels: () => Object.fromEntries(Array.from({ length: LINES }, (_, i) => [`l${i}`, PADDING])),
    },
    { name: 'small', help: 'Help.', type: 'gauge', labels: [], value: ({ name }) => Number(name !== 'none') },
  ],
  contents: (items) => items,
  items: (items) => items,
  sharedLabels: ({ name }) => ({ name }),
};

const item = (name: string): Item => ({ name });
const render = (items: readonly Item[], before: readonly Group[] = []) =>
  renderGroups(SUBJECT, items, before, new Slices());
const smallText = async (groups: readonly Group[]): Promise<string> =>
  (await Promise.all(groups.map(async ({ blocks }) => (await blocks[1]?.plain())?.toString() ?? ''))).join(
    '',
  );
const expectedText = (items: readonly Item[]): string =>
  items.map(({ name }) => `small{name="${name}"} 1\n`).join('');

it('renders all items in order, in groups of a block each', async () => {
  const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(item);
  const groups = await render(items);
  expect(groups.map((group) => group.items.length)).toEqual([3, 3, 1]);
  expect(await smallText(groups)).toBe(expectedText(items));
});

it('makes nothing new of what is still there, where one in the middle has changed', async () => {
  const items = Array.from({ length: 12 }, (_, index) => item(`i${index}`));
  const before = await render(items);
  const changed = items.with(4, item('new'));
  const after = await render(changed, before);
  expect(await smallText(after)).toBe(expectedText(changed));
  expect(after.filter((group) => !before.includes(group))).toHaveLength(1);
});

it('gives the text of all items, whatever was there before', async () => {
  const pool = Array.from({ length: 9 }, (_, index) => item(`p${index}`));
  const lists = fc.array(fc.shuffledSubarray(pool), { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(lists, async (versions) => {
      let groups: readonly Group[] = [];
      for (const items of versions) {
        groups = await render(items, groups);
        expect(await smallText(groups)).toBe(expectedText(items));
      }
    }),
    { numRuns: 20 },
  );
});

it('has no block for a family without a series', async () => {
  const subject = { ...SUBJECT, families: [{ ...SUBJECT.families[1]!, value: () => Number.NaN }] };
  const groups = await renderGroups(subject, [item('a')], [], new Slices());
  expect(groups.map(({ blocks }) => blocks)).toEqual([[undefined]]);
});
