import { expect, it } from 'vitest';
import { sourcesSection } from '../../../src/http/page/sources.ts';
import type { SourceState } from '../../../src/model/inventory.ts';
import { certificateOf, foundAt, inventoryOf, NOW, sourceOf } from '../../support/page-inventory.ts';

const certificates = [foundAt('/x', certificateOf(5))];
const text = (...sources: readonly SourceState[]): string =>
  sourcesSection(inventoryOf(...sources), NOW).text;

it('folds sources that are all up', () => {
  const section = text(sourceOf({ certificates }));
  expect(section).toContain('1 source, 1 up');
  expect(section).toContain('<details>');
  expect(section).toContain('>20 s ago</time>');
  expect(section).toContain('>42 ms<');
  expect(section).toContain('>1 minute<');
});

it('unfolds when one is down, waits for its first collection, or when nothing was found', () => {
  const down = { up: false, timestamp: NOW - 5, duration: 1 };
  expect(text(sourceOf({ certificates }), sourceOf({ source: 'b', lastCollection: down }))).toContain(
    '<details open>',
  );
  expect(text(sourceOf({ certificates, lastCollection: undefined }))).toContain(
    '<td class="last">none yet</td>',
  );
  expect(text(sourceOf())).toContain('<details open>');
});

it('says nothing about the future when a clock went back', () => {
  const later = { up: true, timestamp: NOW + 50, duration: 1 };
  expect(text(sourceOf({ lastCollection: later }))).toContain('>0 ms ago<');
});
