import { expect, it } from 'vitest';
import { breather } from '../../../src/http/page/breather.ts';
import { type Html, html } from '../../../src/http/page/html.ts';
import { inSlices } from '../../../src/http/page/slices.ts';
import { collect } from '../../support/collect.ts';

it('joins small pieces, and loses none', async () => {
  const pieces = Array.from({ length: 10_000 }, (_, index) => html`<p>${index}</p>`);
  const chunks = await collect(inSlices(pieces, breather()));
  expect(chunks.join('')).toBe(pieces.map(({ text }) => text).join(''));
  expect(chunks.length).toBeLessThan(10);
  expect(await collect(inSlices([], breather()))).toEqual([]);
});

it('lets others run while it works', async () => {
  let turns = 0;
  let working = true;
  const others = (): void => {
    turns += 1;
    if (working) setImmediate(others);
  };
  setImmediate(others);
  function* slow(): Generator<Html> {
    const piece = html`${'x'.repeat(32_768)}`;
    for (let count = 0; count < 5; count += 1) {
      const until = performance.now() + 11;
      while (performance.now() < until);
      yield piece;
    }
  }
  await collect(inSlices(slow(), breather()));
  working = false;
  expect(turns).toBeGreaterThanOrEqual(4);
});
