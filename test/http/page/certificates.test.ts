import { expect, it } from 'vitest';
import { certificatesSection } from '../../../src/http/page/certificates.ts';
import type { Entry } from '../../../src/http/page/entries.ts';
import { readSelection } from '../../../src/http/page/selection.ts';
import { certificateOf, foundAt, NOW } from '../../support/page-inventory.ts';

const entries = [1, 2, 3].map(
  (days): Entry => ({ source: 'a', found: foundAt(`/${days}`, certificateOf(days)) }),
);

const rendered = (selected: readonly Entry[], all: number, query = {}, ready = true): string =>
  [...certificatesSection(selected, all, readSelection(query), ready, NOW)].map(({ text }) => text).join('');

it('lists all of a few', () => {
  const text = rendered(entries, 3);
  expect(text).toContain('aria-live="polite">3 certificates</span>');
  expect(text.match(/<summary>/g)).toHaveLength(3);
  expect(text).toContain('<button>Search</button>');
  expect(text).not.toContain('not listed');
  expect(text).not.toContain('Clear the filter');
});

it('says what the limit leaves out and how to see it', () => {
  const text = rendered(entries, 3, { limit: '1', status: 'critical' });
  expect(text).toContain('3 of 3 certificates match; the 1 that expires soonest is listed');
  expect(text.match(/<summary>/g)).toHaveLength(1);
  expect(text).toContain('2 certificates that expire later are not listed.');
  expect(text).toContain('<a href="?status=critical&amp;limit=all#certificates">List all 3</a>');
  expect(text).toContain('<button>Search all 3</button>');
  expect(rendered(entries, 3, { limit: '2' })).toContain('the 2 that expire soonest are listed');
});

it('keeps what was searched for, escaped, and lets it go', () => {
  const text = rendered(entries.slice(0, 1), 3, { q: '"><script>', role: 'leaf' });
  expect(text).toContain('value="&quot;&gt;&lt;script&gt;"');
  expect(text).toContain('<option value="leaf" selected>');
  expect(text).toContain('1 of 3 certificates match');
  expect(text).toContain('<a href="?#certificates">Clear the filter</a>');
});

it('says what to do next when there is nothing, and nothing of the kind before the first collection', () => {
  expect(rendered([], 0)).toContain('--certificates-dir=');
  expect(rendered([], 0, {}, false)).toContain('Nothing has been collected yet');
  expect(rendered([], 0)).not.toContain('<table');
});
