import { expect, it } from 'vitest';
import { problemsSection } from '../../../src/http/page/problems.ts';
import type { Problem, ProblemReason } from '../../../src/model/problem.ts';
import { REASON_WORDS } from '../../../src/model/reason-words.ts';
import { inventoryOf, sourceOf } from '../../support/page-inventory.ts';

const problem = (reason: ProblemReason, path = '/etc/x.pem'): Problem => ({
  reason,
  detail: `why ${path}`,
  location: { path },
});

const rendered = (problems: readonly Problem[], all = false): string =>
  [...problemsSection(inventoryOf(sourceOf({ source: 'pki', problems })), all)]
    .map(({ text }) => text)
    .join('');

it('is not there without problems', () => {
  expect(rendered([])).toBe('');
});

it('groups by reason, with meaning, remedy, place, detail and source', () => {
  const text = rendered([problem('timeout'), problem('not_found', '/a'), problem('timeout', '/b')]);
  expect(text).toContain('3 problems');
  expect(text.indexOf('1 × not_found')).toBeLessThan(text.indexOf('2 × timeout'));
  expect(text).toContain(REASON_WORDS.timeout.meaning);
  expect(text).toContain(REASON_WORDS.timeout.remedy);
  expect(text).toContain('<code>/b</code></th><td>why /b</td><td class="wide">pki</td>');
});

it('counts those that one problem stands for', () => {
  const text = rendered([problem('timeout'), { ...problem('timeout'), count: 999 }]);
  expect(text).toContain('1,000 problems');
  expect(text).toContain('1,000 × timeout');
});

it('unfolds a single one only', () => {
  expect(rendered([problem('timeout')])).toContain('<details class="reason" open>');
  expect(rendered([problem('timeout'), problem('timeout')])).not.toContain(' open>');
});

it('lists a hundred places for each reason, says how many more there are, and lists them on request', () => {
  const many = Array.from({ length: 103 }, (_, index) => problem('permission_denied', `/${index}`));
  expect(rendered(many).match(/<code>/g)).toHaveLength(100);
  expect(rendered(many)).toContain('3 more places are not listed. <a href="?limit=all">');
  expect(rendered(many, true).match(/<code>/g)).toHaveLength(103);
  expect(rendered(many, true)).not.toContain('not listed');
});

it('escapes places and details', () => {
  expect(rendered([problem('timeout', '/<script>\n\u{202e}"')])).not.toMatch(/<script>|\u{202e}/u);
});
