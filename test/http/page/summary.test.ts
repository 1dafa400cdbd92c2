import { expect, it } from 'vitest';
import { splitCounts } from '../../../src/http/page/apart-roots.ts';
import { countEntries } from '../../../src/http/page/counts.ts';
import { readSelection } from '../../../src/http/page/selection.ts';
import { summarySection } from '../../../src/http/page/summary.ts';
import { certificateOf, foundAt, NOW } from '../../support/page-inventory.ts';

const counts = countEntries(
  [{ source: 'a', found: foundAt('/x', certificateOf(-1, { role: 'root' })) }],
  NOW,
);
const none = splitCounts(counts, new Map(), NOW);
const headline = { level: 'bad', words: '1 expired; 2 problems' } as const;

it('says the headline, with a sign beside the colour, and counts by role with a link to each', () => {
  const { text } = summarySection(headline, counts, none, ['up'], readSelection({}));
  expect(text.replaceAll(/<[^>]+>/g, '')).toContain('✕ 1 expired; 2 problems');
  expect(text).toContain('href="?status=expired#certificates"');
  expect(text).toContain('<b>1</b> <span>expired</span> <small>1 root</small>');
  expect(text).not.toContain('still running');
  expect(text).not.toContain('aria-current');
});

it('marks the status that is chosen', () => {
  const { text } = summarySection(headline, counts, none, ['up'], readSelection({ status: 'fine' }));
  expect(text).toMatch(/<a [^>]*status=fine[^>]* aria-current="true">/);
});

it('says that the first collection is running', () => {
  const { text } = summarySection(headline, counts, none, ['up', 'waiting'], readSelection({}));
  expect(text).toContain('still running for 1 source of\n2;');
});

it('has no tiles full of zeros', () => {
  const empty = countEntries([], NOW);
  expect(summarySection(headline, empty, none, [], readSelection({})).text).not.toContain('tile');
});

it('has the colour of its status where something else than a root that is set apart has it', () => {
  const entries = [
    { source: 'a', found: foundAt('/x', certificateOf(-1, { role: 'root' })) },
    { source: 'a', found: foundAt('/y', certificateOf(-1)) },
  ];
  const [root] = entries;
  const tone = (shown: typeof entries, urgency: 'calm' | 'warning'): string | undefined => {
    const all = countEntries(shown, NOW);
    const roots = splitCounts(all, new Map(root && [[root, urgency]]), NOW);
    const { text } = summarySection(headline, all, roots, ['up'], readSelection({}));
    return /class="tile (\w+)" href="\?status=expired/.exec(text)?.[1];
  };
  expect(tone(entries, 'calm')).toBe('expired');
  expect(tone(entries.slice(0, 1), 'calm')).toBe('calm');
  expect(tone(entries.slice(0, 1), 'warning')).toBe('warning');
});
