import { expect, it } from 'vitest';
import { rotationsSection } from '../../../src/http/page/rotations.ts';
import type { ShownRotation } from '../../../src/metrics/rotation.ts';
import { NOW } from '../../support/page-inventory.ts';
import { shownRotation } from '../../support/page-trust.ts';

const rendered = (...rotations: ShownRotation[]): string =>
  [...rotationsSection(rotations, NOW)].map(({ text }) => text).join('');
const never = { lastResult: 'never', lastRun: undefined, lastSuccess: undefined } as const;

it('is not there where none is configured', () => {
  expect(rendered()).toBe('');
});

it('says what came of each and when, those first that need somebody', () => {
  const text = rendered(
    shownRotation('good'),
    shownRotation('new', never),
    shownRotation('late', { lastResult: 'unchanged', lastSuccess: NOW - 3 * 86_400 }),
    shownRotation('bad', { lastResult: 'rolled_back', lastSuccess: undefined }),
  );
  expect(text).toContain('<h2 id="rotations">4 rotations, 1 did not succeed, 1 overdue, 1 never run</h2>');
  expect([...text.matchAll(/<th scope="row">(\w+)/g)].map((match) => match[1])).toEqual([
    'bad',
    'late',
    'new',
    'good',
  ]);
  expect(text).toContain('<b>Rolled back: a hook failed, and what was there before is back.</b>');
  expect(text.match(/<b>Overdue: the last success may be 24 hours ago\.<\/b>/g)).toHaveLength(2);
  expect(text).toContain('Never run. <span>It has not succeeded yet.</span>');
  expect(text).toContain('data-label="Last run">never</td>');
  expect(text).toContain('>3 days ago</time>');
});

it('escapes the name that somebody has given', () => {
  expect(rendered(shownRotation('<script>'))).toContain('&lt;script&gt;');
});
