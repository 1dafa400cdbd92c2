import { expect, it } from 'vitest';
import { laboratory } from '../../../bench/handshakes/laboratory.ts';
import { targetList, watchManyTargets } from '../../../bench/handshakes/many-targets.ts';
import { shippedBundle } from '../../../bench/program/shipped-bundle.ts';

it('gives every target an address of its own, and makes a tenth of them black holes', () => {
  const list = targetList({ hosts: [1, 2, 3], hole: 9 }, 130_000);
  const addresses = list.map((each) => each.split(':')[0] ?? '');
  expect(new Set(addresses).size).toBe(130_000);
  expect(addresses.every((each) => /^127\.[123]\.\d{1,3}\.\d{1,3}$/.test(each))).toBe(true);
  const octets = new Set(addresses.flatMap((each) => each.split('.').map(Number)));
  expect(Math.max(...octets)).toBeLessThan(256);
  expect(list.filter((each) => each.endsWith(':9'))).toHaveLength(13_000);
  expect(list[1]).toBe('127.1.0.2:2');
});

it('watches the real program with few targets', { timeout: 60_000 }, async () => {
  const bundle = await shippedBundle();
  try {
    await using lab = await laboratory();
    const run = await watchManyTargets(bundle, lab, { targets: 20, interval: 3 });
    expect(run.attempts).toBeGreaterThan(0);
    expect(run.failed).toBeLessThan(0.5);
    expect(run.scrapePlain.length + run.scrapeGzip.length).toBeGreaterThan(1);
    for (const number of [
      run.failed,
      run.processor,
      run.memory,
      run.delay.longest,
      run.plainBytes,
      run.gzipBytes,
    ]) {
      expect(Number.isFinite(number)).toBe(true);
      expect(number).toBeGreaterThanOrEqual(0);
    }
  } finally {
    bundle.remove();
  }
});
