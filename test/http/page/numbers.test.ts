import { expect, it } from 'vitest';
import { count, counted } from '../../../src/http/page/numbers.ts';

it('writes counts for people', () => {
  expect(count(1234567)).toBe('1,234,567');
  expect(counted(1, 'problem')).toBe('1 problem');
  expect(counted(0, 'problem')).toBe('0 problems');
  expect(counted(2000, 'place is', 'places are')).toBe('2,000 places are');
});
