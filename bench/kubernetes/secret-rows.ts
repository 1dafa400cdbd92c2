import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Followed } from '../inside/followed.ts';
import { runHarness } from '../measure/harness.ts';
import type { Lab } from '../measure/lab.ts';
import { scrapeMany } from '../measure/scrape-many.ts';
import { GOAL_CERTIFICATES } from '../options.ts';
import { Exporter } from '../program/exporter.ts';
import { quantity } from '../quantity.ts';
import type { Row } from '../report.ts';
import { spread } from '../statistics.ts';
import { type SecretServer, startSecretServer } from './secret-server.ts';

const SCRAPES = 20;

/** The whole exporter over a cluster. Milliseconds; memory in 10^6 bytes. */
interface Whole {
  /** The most by the time of the first inventory; rendering has begun by then. */
  readonly peakCollecting: number;
  /** The most by the time at which everything was rendered and scraped. */
  readonly peak: number;
  readonly rest: number;
}

/** Secrets out of a cluster, one certificate and its issuer in each. */
export async function secretRows(lab: Lab, secrets: number): Promise<readonly Row[]> {
  const followed: Followed[] = [];
  const near: Whole[] = [];
  const far: Whole[] = [];
  const server = await startSecretServer(lab.folder(secrets));
  try {
    for (let run = 1; run <= lab.runs; run++) {
      lab.progress(`${secrets} Secrets: run ${run} of ${lab.runs}`);
      const args = [server.kubeconfigs.near, server.url, server.authority];
      followed.push(await runHarness<Followed>('follow-secrets.ts', args));
      near.push(await wholeExporter(lab, server, server.kubeconfigs.near));
      far.push(await wholeExporter(lab, server, server.kubeconfigs.far));
    }
  } finally {
    await server.end();
  }
  return rowsOf(secrets, followed, { near, far });
}

async function wholeExporter(lab: Lab, { folder }: SecretServer, kubeconfig: string): Promise<Whole> {
  const config = join(folder, 'config.json');
  const source = { name: 'bench', type: 'kubernetes', kubeconfig };
  writeFileSync(config, JSON.stringify({ sources: [source] }));
  const exporter = await Exporter.start({ bundle: lab.bundle, config, interval: '1m' });
  try {
    const { scraper, child } = exporter;
    await scrapeMany(scraper, 'gzip', SCRAPES);
    return {
      peakCollecting: exporter.peakCollecting / 1e6,
      peak: child.peakMemory() / 1e6,
      rest: child.memory() / 1e6,
    };
  } finally {
    await exporter.end();
  }
}

function rowsOf(
  secrets: number,
  followed: readonly Followed[],
  { near, far }: Readonly<Record<'near' | 'far', readonly Whole[]>>,
): readonly Row[] {
  const number = secrets.toLocaleString('en');
  const middle = (of: (run: Followed) => number): string => quantity(spread(followed.map(of)).median, 'ms');
  const row = (what: string, unit: Row['unit'], values: readonly number[], rest: Partial<Row> = {}): Row => ({
    id: 'kubernetes',
    what,
    unit,
    measured: spread(values),
    ...rest,
  });
  const goal = secrets === GOAL_CERTIFICATES ? { goal: 150 } : {};
  const memoryRow = (what: string, runs: readonly Whole[]): Row => {
    const of = (key: keyof Whole): string => quantity(spread(runs.map((run) => run[key])).median, 'MB');
    const note = `${of('peakCollecting')} by the first inventory; ${of('rest')} at rest`;
    return row(
      what,
      'MB',
      runs.map(({ peak }) => peak),
      { ...goal, note },
    );
  };
  const certificates = (followed[0]?.certificates ?? 0).toLocaleString('en');
  return [
    row(
      `${number} Secrets with ${certificates} certificates: first inventory`,
      'ms',
      followed.map((run) => run.firstInventory),
      {
        note: `processor time ${middle((run) => run.firstProcessor)}; longest pause of the event loop ${middle((run) => run.pause)}`,
      },
    ),
    memoryRow(`${number} Secrets, as within the cluster: the most memory, rendered and scraped`, near),
    memoryRow(`${number} Secrets, answers compressed: the most memory, rendered and scraped`, far),
    row(
      `one of ${number} Secrets renewed: processor time`,
      'ms',
      followed.map((run) => run.change),
      {
        note: `annotated only ${middle((run) => run.touch)}; to show what has changed ${middle((run) => run.shown)}, once for all changes of an interval`,
      },
    ),
    row(
      `${number} Secrets listed anew: processor time`,
      'ms',
      followed.map((run) => run.relistProcessor),
      { note: `done in ${middle((run) => run.relist)}` },
    ),
  ];
}
