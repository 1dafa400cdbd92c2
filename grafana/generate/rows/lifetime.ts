import { SHARE_USED } from '../look.ts';
import { bars } from '../panels/bars.ts';
import { columns } from '../panels/columns.ts';
import type { Series } from '../panels/time-series.ts';
import { NOT_AFTER, NOT_BEFORE, ofLeaves, SOURCE, withName } from '../selectors.ts';
import type { Row } from './row.ts';

const LIFE = ofLeaves(`(${NOT_AFTER} - ${NOT_BEFORE})`);
const USED = `${ofLeaves(`(time() - ${NOT_BEFORE})`)} / ${LIFE}`;

/** The ends of the bands, in days: what public authorities may issue at most, from when on, and what lives shorter. */
const BANDS = [7, 47, 100, 200, 398] as const;

/** Days left are noise for certificates that live six days; the share of the lifetime is not. */
export function lifetime(): Row {
  return { title: 'Lifetime', isCollapsed: false, panels: [used().span(8).height(8), most(), lives()] };
}

/** As it is now and not over time, which would have Prometheus read every certificate at every step. */
function used() {
  const tenths = `count_values("used", clamp(floor(10 * ${USED}) * 10, 0, 100))`;
  const padded = `label_replace(${tenths}, "used", "00", "used", "0")`;
  const named = `label_replace(${padded}, "used", "expired", "used", "100")`;
  const names = ['00', '10', '20', '30', '40', '50', '60', '70', '80', '90', 'expired'];
  const none = `0 * sum(tls_cert_source_certificates{${SOURCE}})`;
  const empty = names.map((name) => `label_replace(${none}, "used", "${name}", "", "")`);
  return columns({
    title: 'Share of the lifetime used',
    description:
      'Leaves by how much of their lifetime has passed, in tenths: 70 is from 70 % to 80 %. Automatic renewal happens at two thirds as a rule; what is far beyond is not renewed.',
    expression: [named, ...empty].join(' or on (used) '),
    label: 'used',
    labelTitle: 'From, %',
    valueTitle: 'Leaves',
    noValue: 'no leaves',
  });
}

function most() {
  return bars({
    title: 'Most of the lifetime used',
    description: 'The ten leaves that have used the largest share of their lifetime.',
    series: [
      [withName(`topk(10, ${USED})`), '{{name}} {{path}}{{target}}{{object_namespace}} {{object_name}}'],
    ],
    unit: 'percentunit',
    decimals: 0,
    max: 1,
    steps: SHARE_USED,
    noValue: 'no leaves',
  }).span(10);
}

function lives() {
  const upTo = (days: number): string => `sum(${LIFE} <= bool ${days * 86_400})`;
  const bands = BANDS.map((days, index): Series => {
    const before = BANDS[index - 1];
    return before === undefined
      ? [upTo(days), `up to ${days} days`]
      : [`${upTo(days)} - ${upTo(before)}`, `${before} to ${days} days`];
  });
  const last = BANDS[BANDS.length - 1] ?? 0;
  return bars({
    title: 'How long leaves live',
    description:
      'Leaves by their whole lifetime. Public authorities issue for 200 days at most since 2026-03-15, for 100 from 2027-03-15 on, for 47 from 2029-03-15 on.',
    series: [...bands, [`sum(${LIFE} > bool ${last * 86_400})`, `more than ${last} days`]],
    unit: 'short',
    noValue: 'no leaves',
  }).span(6);
}
