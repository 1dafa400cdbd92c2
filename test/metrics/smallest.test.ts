import { expect, it } from 'vitest';
import { smallest } from '../../src/metrics/smallest.ts';
import fc from '../support/fast-check.ts';

it('gives what sorting everything would give', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 })),
      fc.integer({ min: 0, max: 20 }),
      (numbers, count) => {
        const expected = numbers.toSorted((left, right) => left - right).slice(0, count);
        expect(smallest(numbers, count, (left, right) => left - right)).toEqual(expected);
      },
    ),
  );
});
