import { expect, it } from 'vitest';
import { seriesByMetric, valueOf } from '../../../bench/program/exposition.ts';

const EXPOSITION = `# HELP a_not_after The end; a 1
# TYPE a_not_after gauge
a_not_after{path="/a b} 2",n="1"} 17
a_not_after{path="/\\n"} -3
b 0.5

c_total{} 1e3 1700000000000
`;

it('reads the first sample of a metric', () => {
  expect(valueOf(EXPOSITION, 'a_not_after')).toBe(17);
  expect(valueOf(EXPOSITION, 'b')).toBe(0.5);
});

it('a metric that is not there has no value', () => {
  expect(valueOf(EXPOSITION, 'a_not')).toBeUndefined();
  expect(valueOf('', 'b')).toBeUndefined();
});

it('counts series and not comments', () => {
  expect([...seriesByMetric(EXPOSITION)]).toEqual([
    ['a_not_after', 2],
    ['b', 1],
    ['c_total', 1],
  ]);
});
