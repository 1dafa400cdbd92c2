import { expect, it } from 'vitest';
import { ago } from '../../../src/http/page/ago.ts';
import { NOW } from '../../support/page-inventory.ts';

it('says how long ago, and when exactly on demand', () => {
  expect(ago(NOW - 7200, NOW).text).toBe(
    '<time datetime="2026-11-22T10:00:00Z" title="2026-11-22T10:00:00Z">2 hours ago</time>',
  );
  expect(ago(undefined, NOW).text).toBe('never');
});

it('does not speak of the future where clocks differ', () => {
  expect(ago(NOW + 60, NOW).text).toBe(ago(NOW, NOW).text.replaceAll('12:00:00Z', '12:01:00Z'));
});
