import { quantity, spreadText } from '../quantity.ts';
import type { Contest, Contestant, Report, Row, Scale } from '../report.ts';
import { verdict } from '../report.ts';
import type { Spread } from '../statistics.ts';

/** A table as text: a title, its head, and lines of as many cells. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** Everything that is to be said before the tables, as pairs of a name and a text. */
export function facts({ date, machine, othersTook, input }: Report): readonly (readonly [string, string])[] {
  const gigabytes = (machine.memory / 2 ** 30).toFixed(1);
  return [
    ['date', date],
    ['machine', `${machine.processor}, ${machine.cores} cores, ${gigabytes} GiB, ${machine.kernel}`],
    ['other programs', `took ${othersTook.toFixed(2)} of ${machine.cores} cores meanwhile`],
    ['runtime', `Node.js ${machine.node}`],
    ['revision', machine.revision],
    ['input', input],
  ];
}

/** The tables of a report: only those that were asked for. */
export function tables({ rows, scales, contest }: Report): readonly Table[] {
  return [
    ...(rows.length === 0 ? [] : [rowTable(rows)]),
    ...(scales.length === 0 ? [] : [scaleTable(scales)]),
    ...(contest === undefined ? [] : [contestTable(contest)]),
  ];
}

function rowTable(rows: readonly Row[]): Table {
  return {
    title: 'Goals',
    head: ['what', 'goal', 'measured: median (min–max)', '', 'besides'],
    lines: rows.map((row) => [
      row.what,
      row.goal === undefined ? '' : row.goal === 0 ? 'none' : `≤ ${row.goal} ${row.unit}`,
      spreadText(row.measured, row.unit),
      verdict(row),
      row.note ?? '',
    ]),
  };
}

function scaleTable(scales: readonly Scale[]): Table {
  const ms = ({ median }: Spread): string => quantity(median, 'ms');
  return {
    title: 'Cost by size (medians)',
    head: [
      'certificates',
      'first collection',
      'again',
      'scrape',
      'gzip',
      'resident memory',
      'body',
      'gzip body',
    ],
    lines: scales.map((scale) => [
      scale.certificates.toLocaleString('en'),
      ms(scale.firstCollection),
      ms(scale.collectionAgain),
      ms(scale.scrapePlain),
      ms(scale.scrapeGzip),
      quantity(scale.memory.median, 'MB'),
      quantity(scale.plainBytes / 1e6, 'MB'),
      quantity(scale.gzipBytes / 1e6, 'MB'),
    ]),
  };
}

function contestTable({ certificates, contestants }: Contest): Table {
  const [own, ...rivals] = contestants;
  const line = (what: string, text: (one: Contestant) => string, value: (one: Contestant) => number) => [
    what,
    ...(own === undefined ? [] : [text(own)]),
    ...rivals.flatMap((rival) => [text(rival), own === undefined ? '' : ratio(value(rival), value(own))]),
  ];
  const measured = (what: string, unit: 'ms' | 'MB', get: (one: Contestant) => Spread) =>
    line(
      what,
      (one) => spreadText(get(one), unit),
      (one) => get(one).median,
    );
  const counted = (what: string, get: (one: Contestant) => number) =>
    line(what, (one) => get(one).toLocaleString('en'), get);
  return {
    title: `${certificates.toLocaleString('en')} certificates, side by side`,
    head: ['', own?.name ?? '', ...rivals.flatMap(({ name }) => [name, 'ratio'])],
    lines: [
      measured('start to whole inventory', 'ms', (one) => one.inventory),
      measured('one scrape, plain', 'ms', (one) => one.scrapePlain),
      measured('one scrape, gzip', 'ms', (one) => one.scrapeGzip),
      measured('resident memory', 'MB', (one) => one.memory),
      counted('body, bytes', (one) => one.plainBytes),
      counted('gzip body, bytes', (one) => one.gzipBytes),
      counted('series', (one) => one.series),
    ],
  };
}

/** How many times as much the rival takes. */
function ratio(rival: number, own: number): string {
  return `${(rival / own).toFixed(2)}×`;
}
