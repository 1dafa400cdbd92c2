import { expect, it } from 'vitest';
import { shownName } from '../../../src/handshake/verify/shown-name.ts';

it('leaves a usual name as it is', () => {
  expect(shownName('CN=Example CA,O=Example')).toBe('CN=Example CA,O=Example');
});

it('escapes what cannot be seen, bounds the length, and says so where there is nothing', () => {
  expect(shownName('a\u202eb')).toBe('a\\u202eb');
  expect(shownName('x'.repeat(100_000))).toBe(`${'x'.repeat(150)}…`);
  expect(shownName('')).toBe('without a name');
});
