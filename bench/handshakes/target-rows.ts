import type { Progress } from '../measure/lab.ts';
import type { ShippedBundle } from '../program/shipped-bundle.ts';
import { quantity, type Unit } from '../quantity.ts';
import type { Row } from '../report.ts';
import { percentile, type Spread, spread } from '../statistics.ts';
import { laboratory } from './laboratory.ts';
import { type ManyTargets, watchManyTargets } from './many-targets.ts';

/** 10,000 a minute, which is what the goal is for. */
const MANY: ManyTargets = { targets: 10_000, interval: 60 };

/** What the exporter needs for very many targets, a tenth of them black holes, and what its scrapes suffer. */
export async function targetRows(
  bundle: ShippedBundle,
  progress: Progress,
  many: ManyTargets = MANY,
): Promise<readonly Row[]> {
  await using lab = await laboratory();
  const number = many.targets.toLocaleString('en');
  progress(`${number} targets, for ${2 * many.interval} s and more`);
  const run = await watchManyTargets(bundle, lab, many);
  const isGoal = many.targets === MANY.targets && many.interval === MANY.interval;
  const row = (what: string, unit: Unit, measured: Spread, note?: string, goal?: number): Row => ({
    id: 'targets',
    what,
    unit,
    measured,
    ...(goal === undefined || !isGoal ? {} : { goal }),
    ...(note === undefined ? {} : { note }),
  });
  const every = `${number} targets every ${many.interval} s, a tenth of them silent`;
  const due = (many.targets * 60) / many.interval;
  const made = `${quantity(run.attempts, 'per minute')} made, ${(100 * run.failed).toFixed(1)} % failed`;
  const rest = Math.max(0, due - run.attempts) / due;
  const scrape = (form: string, all: readonly number[], bytes: number): Row => {
    const note = `95 of 100 within ${quantity(percentile(all, 95), 'ms')}; ${quantity(bytes, 'bytes')}`;
    return row(`one scrape meanwhile, ${form}`, 'ms', spread(all), note);
  };
  return [
    // The jitter of the intervals moves a window's count by less than this.
    row(`${every}: attempts missing`, '%', spread([100 * rest]), made, 2),
    row('processor time meanwhile, of one core', '%', spread([run.processor]), undefined, 100),
    row('resident memory meanwhile, the most', 'MB', spread([run.memory])),
    row(
      'longest pause of the event loop meanwhile',
      'ms',
      spread([run.delay.longest]),
      `99 of 100 looks within ${quantity(run.delay.p99, 'ms')}`,
    ),
    scrape('plain', run.scrapePlain, run.plainBytes),
    scrape('gzip', run.scrapeGzip, run.gzipBytes),
  ];
}
