import { expect, it } from 'vitest';
import { tableOutput } from '../../../bench/output/table.ts';
import { SAMPLE_REPORT } from '../sample-report.ts';

it('columns stand in line', () => {
  const lines = tableOutput({ ...SAMPLE_REPORT, scales: [], contest: undefined }).split('\n');
  const begin = lines.indexOf('Goals') + 1;
  expect(lines.slice(begin, -1)).toEqual([
    '  what            goal     measured: median (min–max)          besides',
    '  fast enough     ≤ 20 ms  20.0 ms                     met',
    '  too slow        ≤ 20 ms  20.5 ms                     missed',
    '  no goal                  3.00 ms                             besides',
    '  nothing at all  none     0 calls                     met',
  ]);
});
