import { describe, expect, it } from 'vitest';
import { OUTPUTS } from '../../../bench/options.ts';
import { OUTPUT } from '../../../bench/output/output.ts';
import { SAMPLE_REPORT } from '../sample-report.ts';

it.each(OUTPUTS)('%s says everything', (form) => {
  const text = OUTPUT[form](SAMPLE_REPORT);
  for (const word of ['Sample', 'v26.0.0', '0123456789ab', 'too slow', 'missed', 'other']) {
    expect(text).toContain(word);
  }
  expect(text.endsWith('\n')).toBe(true);
});

describe('json', () => {
  it('is the report, with verdicts', () => {
    const parsed = JSON.parse(OUTPUT.json(SAMPLE_REPORT)) as { rows: { verdict: string }[] };
    expect(parsed.rows.map(({ verdict }) => verdict)).toEqual(['met', 'missed', '', 'met']);
    expect(parsed).toMatchObject({ ...SAMPLE_REPORT, rows: [{}, {}, {}, {}] });
  });
});
