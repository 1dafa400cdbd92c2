import { expect, it } from 'vitest';
import { bounded } from '../../../src/http/page/bounded.ts';

it('keeps what is short and says how much it cut from what is long', () => {
  expect(bounded('x'.repeat(1000))).toBe('x'.repeat(1000));
  expect(bounded('x'.repeat(5000))).toBe(`${'x'.repeat(1000)}… (4,000 more characters)`);
});
