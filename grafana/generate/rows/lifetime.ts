import { SHARE_USED } from '../look.ts';
import { bars } from '../panels/bars.ts';
import { type Series, timeSeries } from '../panels/time-series.ts';
import { NOT_AFTER, NOT_BEFORE } from '../selectors.ts';
import type { Row } from './row.ts';

const leaves = (expression: string): string =>
  expression.replaceAll('role=~"$role"', 'role=~"$role", role="leaf"');
const LIFE = leaves(`(${NOT_AFTER} - ${NOT_BEFORE})`);
const USED = `${leaves(`(time() - ${NOT_BEFORE})`)} / ${LIFE}`;

/** The ends of the bands, in days: what public authorities may issue at most, from when on, and what lives shorter. */
const BANDS = [7, 47, 100, 200, 398] as const;

/** Days left are noise for certificates that live six days; the share of the lifetime is not. */
export function lifetime(): Row {
  return { title: 'Lifetime', isCollapsed: false, panels: [used(), most(), lives()] };
}

function used() {
  return timeSeries({
    title: 'Share of the lifetime used',
    description:
      'Of leaves. Automatic renewal happens at two thirds as a rule: a line that goes beyond three quarters is one that does not happen. 100 % is expired.',
    series: [
      [`max(${USED})`, 'most'],
      [`quantile(0.9, ${USED})`, '90 % of the leaves are below'],
      [`quantile(0.5, ${USED})`, 'half of the leaves are below'],
    ],
    unit: 'percentunit',
    noValue: 'no leaves',
  })
    .maxDataPoints(120)
    .span(10);
}

function most() {
  return bars({
    title: 'Most of the lifetime used',
    description: 'The ten leaves that have used the largest share of their lifetime.',
    series: [[`topk(10, ${USED})`, '{{subject}} {{path}}{{target}}{{object_namespace}} {{object_name}}']],
    unit: 'percentunit',
    decimals: 0,
    max: 1,
    steps: SHARE_USED,
    noValue: 'no leaves',
  }).span(8);
}

function lives() {
  const bands: Series[] = BANDS.map((days, index) => {
    const above = index === 0 ? '' : `(${LIFE} > bool ${(BANDS[index - 1] ?? 0) * 86_400}) * `;
    const from = index === 0 ? '' : `${BANDS[index - 1]} to `;
    return [
      `sum(${above}(${LIFE} <= bool ${days * 86_400}))`,
      `${from === '' ? 'up to ' : from}${days} days`,
    ];
  });
  const [last] = BANDS.slice(-1);
  return bars({
    title: 'How long leaves live',
    description:
      'Leaves by their whole lifetime. Public authorities issue for 200 days at most since 2026-03-15, for 100 from 2027-03-15 on, for 47 from 2029-03-15 on.',
    series: [...bands, [`sum(${LIFE} > bool ${(last ?? 0) * 86_400})`, `more than ${last} days`]],
    unit: 'short',
    noValue: 'no leaves',
  }).span(6);
}
