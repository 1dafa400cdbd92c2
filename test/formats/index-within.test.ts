import { expect, it } from 'vitest';
import { indexWithin } from '../../src/formats/index-within.ts';

it('an octet is found between two places and nowhere else', () => {
  const bytes = Buffer.from('ab-ab-');
  const b = 'b'.charCodeAt(0);
  expect(indexWithin(bytes, b, 0, 6)).toBe(1);
  expect(indexWithin(bytes, b, 2, 6)).toBe(4);
  expect(indexWithin(bytes, b, 2, 4)).toBe(-1);
  expect(indexWithin(bytes, b, 6, 6)).toBe(-1);
  expect(indexWithin(bytes, b, 5, 2)).toBe(-1);
});
