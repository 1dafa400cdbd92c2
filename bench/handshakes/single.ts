import { runHarness } from '../measure/harness.ts';
import type { Progress } from '../measure/lab.ts';
import type { ShippedBundle } from '../program/shipped-bundle.ts';
import { quantity } from '../quantity.ts';
import type { Row } from '../report.ts';
import type { Rival } from '../rival/rival.ts';
import { spread } from '../statistics.ts';
import { type Laboratory, laboratory } from './laboratory.ts';
import { otherProber, ownProber, probe } from './prober.ts';

/** Handshakes of one measurement. */
const HANDSHAKES = 2000;

/**
 * What one handshake costs, for each kind of server: an attempt as on the schedule, and one that `/probe` is asked
 * for, by turns with the probers of others. A goal is there only where one of these is.
 * @throws BenchError
 */
export async function handshakeRows(
  bundle: ShippedBundle,
  rivals: readonly Rival[],
  runs: number,
  progress: Progress,
  count = HANDSHAKES,
): Promise<readonly Row[]> {
  await using lab = await laboratory();
  const rows: Row[] = [];
  for (const { name, port } of lab.single) {
    const say = (run: number): void => progress(`handshakes, ${name}: run ${run} of ${runs}`);
    rows.push(...rowsOf(name, await measure(bundle, lab, rivals, port, runs, count, say)));
  }
  return rows;
}

/** Milliseconds of processor time, one of each run. */
interface Measured {
  readonly attempts: number[];
  readonly probes: number[];
  /** The same right after the start. */
  readonly cold: number[];
  readonly others: ReadonlyMap<string, number[]>;
}

async function measure(
  bundle: ShippedBundle,
  lab: Laboratory,
  rivals: readonly Rival[],
  port: number,
  runs: number,
  count: number,
  progress: (run: number) => void,
): Promise<Measured> {
  const measured = {
    attempts: [] as number[],
    probes: [] as number[],
    cold: [] as number[],
    others: new Map(rivals.map(({ name }) => [name, [] as number[]])),
  };
  for (let run = 1; run <= runs; run++) {
    progress(run);
    const args = [lab.rootFile, String(port), String(count)];
    measured.attempts.push(await runHarness<number>('attempts.ts', args));
    const own = await probe(ownProber(bundle, lab), port, count);
    measured.probes.push(own.warm);
    measured.cold.push(own.cold);
    for (const rival of rivals) {
      const { warm } = await probe(otherProber(rival, lab), port, count);
      measured.others.get(rival.name)?.push(warm);
    }
  }
  return measured;
}

/** The goal is the least that another prober took, to the hundredth of a millisecond. */
function rowsOf(kind: string, { attempts, probes, cold, others }: Measured): readonly Row[] {
  const medians = [...others].map(([name, all]) => ({ name, median: spread(all).median }));
  const least = Math.min(...medians.map(({ median }) => median));
  const goal = medians.length === 0 ? {} : { goal: Math.round(least * 100) / 100 };
  const row = (what: string, values: readonly number[], besides = ''): Row => {
    const measured = spread(values);
    const ratios = medians.map(
      ({ name, median }) => `; ${name} takes ${(median / measured.median).toFixed(2)}×`,
    );
    const rate = quantity(1000 / measured.median, 'per second');
    const note = `${rate} of processor time${ratios.join('')}${besides}`;
    return {
      id: 'handshakes',
      what: `${what}, ${kind}: processor time`,
      unit: 'ms',
      measured,
      ...goal,
      note,
    };
  };
  return [
    row('one handshake as on the schedule', attempts),
    row('one handshake by /probe', probes, `; right after the start ${quantity(spread(cold).median, 'ms')}`),
  ];
}
