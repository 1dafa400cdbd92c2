import { expect, it } from 'vitest';
import { markdownOutput } from '../../../bench/output/markdown.ts';
import { SAMPLE_REPORT } from '../sample-report.ts';

it('is a table as Markdown has it', () => {
  const text = markdownOutput(SAMPLE_REPORT);
  expect(text).toContain(
    '**Goals**\n\n| what | goal | measured: median (min–max) |  | besides |\n| --- | --- | --- | --- | --- |\n',
  );
  expect(text).toContain('| too slow | ≤ 20 ms | 20.5 ms | missed |  |\n');
});

it('a bar in a cell does not end it', () => {
  const rows = SAMPLE_REPORT.rows.map((row) => ({ ...row, what: 'a | b' }));
  expect(markdownOutput({ ...SAMPLE_REPORT, rows })).toContain('| a \\| b |');
});
