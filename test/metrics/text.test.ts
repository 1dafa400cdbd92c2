import { expect, it } from 'vitest';
import type { Family, MetricType, Sample } from '../../src/metrics/family.ts';
import { renderFamily, renderHeader, renderOwnMetric } from '../../src/metrics/text.ts';

const family = (name: string, type: MetricType, samples: readonly Sample[]): Family<undefined> => ({
  name,
  help: 'Help.',
  type,
  labels: [],
  samples: () => samples,
});

it('prints a gauge alike in both formats', () => {
  const gauge = family('a_seconds', 'gauge', [{ value: 1.5, labels: { b: 'c' } }, { value: -3 }]);
  const expected = '# HELP a_seconds Help.\n# TYPE a_seconds gauge\na_seconds{b="c"} 1.5\na_seconds -3\n';
  expect(renderFamily(gauge, undefined, 'text')).toBe(expected);
  expect(renderFamily(gauge, undefined, 'openmetrics')).toBe(expected);
});

it('names the family of a counter without _total in OpenMetrics, and its sample with it', () => {
  const counter = family('a_total', 'counter', [{ value: 1 }]);
  expect(renderFamily(counter, undefined, 'text')).toBe(
    '# HELP a_total Help.\n# TYPE a_total counter\na_total 1\n',
  );
  expect(renderFamily(counter, undefined, 'openmetrics')).toBe(
    '# HELP a Help.\n# TYPE a counter\na_total 1\n',
  );
});

it('prints the parts of a histogram', () => {
  const samples = [
    { suffix: '_bucket', labels: { le: '+Inf' }, value: 2 },
    { suffix: '_sum', value: 0.5 },
    { suffix: '_count', value: 2 },
  ];
  expect(renderOwnMetric({ name: 'a', help: 'Help.', type: 'histogram', samples }, 'text')).toBe(
    '# HELP a Help.\n# TYPE a histogram\na_bucket{le="+Inf"} 2\na_sum 0.5\na_count 2\n',
  );
});

it('leaves out values that are not finite, and a family that has no other', () => {
  const samples = [{ value: Number.NaN }, { value: Number.POSITIVE_INFINITY }];
  expect(renderFamily(family('a', 'gauge', samples), undefined, 'text')).toBe('');
  expect(renderFamily(family('a', 'gauge', [...samples, { value: 0 }]), undefined, 'text')).toContain(
    '\na 0\n',
  );
});

it('escapes help as each format asks', () => {
  const header = { name: 'a', help: 'a\\b\n"c"', type: 'gauge' as const };
  expect(renderHeader(header, 'text')).toContain('# HELP a a\\\\b\\n"c"\n');
  expect(renderHeader(header, 'openmetrics')).toContain('# HELP a a\\\\b\\n\\"c\\"\n');
});
