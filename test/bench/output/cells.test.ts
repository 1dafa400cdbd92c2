import { expect, it } from 'vitest';
import { facts, tables } from '../../../bench/output/cells.ts';
import { SAMPLE_REPORT } from '../sample-report.ts';

it('begins with what a figure is worth nothing without', () => {
  expect(facts(SAMPLE_REPORT)).toEqual([
    ['date', '2026-01-02T03:04:05Z'],
    ['machine', 'Sample | CPU, 2 cores, 4.0 GiB, Linux 6.1'],
    ['other programs', 'took 0.25 of 2 cores meanwhile'],
    ['runtime', 'Node.js v26.0.0'],
    ['revision', '0123456789ab'],
    ['input', 'one certificate a file'],
  ]);
});

it('every line has as many cells as the head', () => {
  const all = tables(SAMPLE_REPORT);
  expect(all).toHaveLength(3);
  for (const { head, lines } of all) for (const line of lines) expect(line).toHaveLength(head.length);
});

it('goals, and whether they are met', () => {
  expect(tables(SAMPLE_REPORT)[0]?.lines).toEqual([
    ['fast enough', '≤ 20 ms', '20.0 ms', 'met', ''],
    ['too slow', '≤ 20 ms', '20.5 ms', 'missed', ''],
    ['no goal', '', '3.00 ms', '', 'besides'],
    ['nothing at all', 'none', '0 calls', 'met', ''],
  ]);
});

it('a ratio says how many times as much the rival takes', () => {
  const { head, lines } = tables(SAMPLE_REPORT)[2] ?? { head: [], lines: [] };
  expect(head).toEqual(['', 'tls-cert-exporter', 'other', 'ratio']);
  expect(lines[0]).toEqual(['start to whole inventory', '100 ms', '400 ms', '4.00×']);
  expect(lines[3]).toEqual(['resident memory', '50.0 MB', '50.0 MB', '1.00×']);
  expect(lines[6]).toEqual(['series', '60', '60', '1.00×']);
});

it('what was not asked for is no table', () => {
  expect(tables({ ...SAMPLE_REPORT, rows: [], scales: [], contest: undefined })).toEqual([]);
});
