import { expect, it } from 'vitest';
import { hash32, holds } from '../../src/model/shard.ts';
import fc from '../support/fast-check.ts';

const parts = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 3 });

it('gives each thing to exactly one of the replicas', () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 64 }), (key, count) => {
      const holders = Array.from({ length: count }, (_, index) => holds({ index, count }, ...key));
      expect(holders.filter(Boolean)).toHaveLength(1);
    }),
  );
});

it('gives everything to the only one', () => {
  expect([holds(undefined, 'a'), holds({ index: 0, count: 1 }, 'a')]).toEqual([true, true]);
});

it.each([2, 3, 4, 7, 16])('gives each of %i replicas about as much', (count) => {
  const shares = Array.from({ length: count }, () => 0);
  for (let n = 0; n < 20_000; n++) {
    const key = [`team-${n % 40}`, `shop-${String(n).padStart(5, '0')}-tls`, 'Secret'];
    const index = shares.findIndex((_, each) => holds({ index: each, count }, ...key));
    shares[index] = (shares[index] ?? 0) + 1;
  }
  const fair = 20_000 / count;
  for (const share of shares) expect(Math.abs(share - fair) / fair).toBeLessThan(0.1);
});

it('knows the values of FNV-1a with the last step of MurmurHash3, which no version may change', () => {
  // A rolling update runs two versions at once: another hash would show things twice, or not at all.
  expect(['', 'a', 'shop/www-tls/Secret', 'ü'].map(hash32)).toEqual(EXPECTED);
});

/** Computed by another program. */
const EXPECTED = [2_872_998_923, 444_641_715, 1_446_869_816, 3_244_136_902];
