import type { Lab } from './measure/lab.ts';
import type { Scale } from './report.ts';
import { spread } from './statistics.ts';

/** Beside the large input: does cost grow in proportion? */
const SIZES = [100, 1000, 10_000, 100_000];

/** The proportion shows in few runs, and the largest size takes its time. */
const MOST_RUNS = 3;

/** What each size costs, smallest first. */
export async function measureScales(lab: Lab, certificates: number): Promise<readonly Scale[]> {
  const sizes = [...new Set([...SIZES, certificates])].sort((left, right) => left - right);
  const scales: Scale[] = [];
  for (const size of sizes) {
    const runs = await lab.size(size, Math.min(lab.runs, MOST_RUNS));
    scales.push({
      certificates: size,
      firstCollection: spread(runs.map((run) => run.firstCollection)),
      collectionAgain: spread(runs.flatMap((run) => run.collectionsAgain)),
      scrapePlain: spread(runs.flatMap((run) => run.scrapePlain)),
      scrapeGzip: spread(runs.flatMap((run) => run.scrapeGzip)),
      memory: spread(runs.map((run) => run.memory)),
      plainBytes: runs[0]?.plainBytes ?? 0,
      gzipBytes: runs[0]?.gzipBytes ?? 0,
    });
  }
  return scales;
}
