import { describe, expect, it } from 'vitest';
import { interpolate } from '../support/grafana/interpolate.ts';
import { rangesOf, selectorsOf } from '../support/grafana/promql.ts';

// The rules are held by these readers: what they would pass over, no rule would see.

describe('selectors', () => {
  it('are found with their matchers, their range and what is called on them', () => {
    const expression =
      'sum by (a) (rate(x_total{job=~"$job", a="b, c"}[5m])) / on (a) group_left () (y{job=~"$job"} > bool 0)';
    expect(selectorsOf(expression)).toEqual([
      { name: 'x_total', matchers: ['job=~"$job"', 'a="b, c"'], isRange: true, call: 'rate' },
      { name: 'y', matchers: ['job=~"$job"'], isRange: false, call: '' },
    ]);
    expect(rangesOf(expression)).toEqual([{ call: 'rate', range: '5m' }]);
  });

  it.each(['up', 'sum(up)', 'a{b="c"} and up', 'rate(x_total[5m])', 'topk(3, up) by (job)'])(
    'without matchers are not passed over: %s',
    (expression) => {
      expect(() => selectorsOf(expression)).toThrow('a selector without matchers');
    },
  );
});

describe('variables', () => {
  const shown = { range: 60, rateInterval: 4 };

  it.each([
    ['$__all', '.+'],
    ['127.0.0.1:9201', String.raw`127\\.0\\.0\\.1:9201`],
    [['a', 'b|c'], String.raw`(a|b\\|c)`],
    [String.raw`a\b`, String.raw`a\\\\b`],
    [[], '()'],
  ] as const)('%j becomes %s in a matcher', (chosen, text) => {
    expect(interpolate('up{job=~"$job"}', { job: chosen }, shown)).toBe(`up{job=~"${text}"}`);
  });

  it('of Grafana itself are known, and what is none stays', () => {
    const expression = 'x[$__range] + y[$__rate_interval] + "$1"';
    expect(interpolate(expression, {}, shown)).toBe('x[60s] + y[4s] + "$1"');
  });
});
