import type { Output } from '../options.ts';
import { type Report, verdict } from '../report.ts';
import { markdownOutput } from './markdown.ts';
import { tableOutput } from './table.ts';

/** Every form of output by its name. */
export const OUTPUT: Readonly<Record<Output, (report: Report) => string>> = {
  table: tableOutput,
  markdown: markdownOutput,
  json: (report) => {
    const rows = report.rows.map((row) => ({ ...row, verdict: verdict(row) }));
    return `${JSON.stringify({ ...report, rows }, undefined, 2)}\n`;
  },
};
