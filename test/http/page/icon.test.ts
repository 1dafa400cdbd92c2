import { expect, it } from 'vitest';
import { iconUrl } from '../../../src/http/page/icon.ts';

it('is a picture of its own for each level, safe in an attribute', () => {
  const icons = (['bad', 'attention', 'waiting', 'good'] as const).map(iconUrl);
  expect(new Set(icons).size).toBe(4);
  for (const icon of icons) expect(icon).toMatch(/^data:image\/svg\+xml,[^"<>&\s]+$/);
});
