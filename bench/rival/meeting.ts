import { setTimeout as delay } from 'node:timers/promises';
import { BenchError } from '../bench-error.ts';
import { scrapeMany } from '../measure/scrape-many.ts';
import { Child } from '../program/child.ts';
import { seriesByMetric } from '../program/exposition.ts';
import { freePort } from '../program/free-port.ts';
import { Scraper } from '../program/scraper.ts';

/** A program that collects certificates and serves /metrics on 127.0.0.1. */
export interface Program {
  readonly name: string;
  readonly file: string;
  readonly args: (port: number) => readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** What one process of a program did. Times in milliseconds, memory in 10^6 bytes. */
export interface Meeting {
  /** From the start of the process until /metrics held every certificate. */
  readonly inventory: number;
  readonly scrapePlain: readonly number[];
  readonly scrapeGzip: readonly number[];
  readonly plainBytes: number;
  readonly gzipBytes: number;
  readonly memory: number;
  readonly series: number;
}

/** How long until everything is there, and how long the scrapes of one kind may go on, in milliseconds. */
const INVENTORY_TIMEOUT = 180_000;
const SCRAPES_TIMEOUT = 30_000;
const SCRAPES = 100;

/** Between two questions whether everything is there, in milliseconds. */
const PAUSE = 10;

/** Another program may have taken the port in the meantime. */
const MOST_STARTS = 3;

/** The series that every certificate has: its expiry, under whichever name. */
const EXPIRY = /not_after|expiry/;

/** Starts a program, waits for its whole inventory, scrapes it, and ends it. @throws BenchError */
export async function meet(program: Program, certificates: number): Promise<Meeting> {
  for (let start = 1; ; start++) {
    const port = await freePort();
    const began = performance.now();
    const child = await Child.start(program.file, program.args(port), {
      env: { ...process.env, ...program.environment },
      stdio: 'ignore',
    });
    const scraper = new Scraper(`http://127.0.0.1:${port}`);
    try {
      const series = await complete(child, scraper, certificates, program.name);
      if (series === undefined && start < MOST_STARTS) continue;
      if (series === undefined) throw new BenchError(`${program.name}: it ended by itself, ${start} times`);
      const inventory = performance.now() - began;
      const gzip = await scrapeMany(scraper, 'gzip', SCRAPES, SCRAPES_TIMEOUT);
      const plain = await scrapeMany(scraper, 'identity', SCRAPES, SCRAPES_TIMEOUT);
      return {
        inventory,
        series,
        scrapePlain: plain.durations,
        scrapeGzip: gzip.durations,
        plainBytes: plain.bytes,
        gzipBytes: gzip.bytes,
        memory: child.memory() / 1e6,
      };
    } finally {
      scraper.close();
      await child.end();
    }
  }
}

/** How many series there are once all certificates are; undefined where the program ends before that. */
async function complete(
  child: Child,
  scraper: Scraper,
  certificates: number,
  name: string,
): Promise<number | undefined> {
  const deadline = performance.now() + INVENTORY_TIMEOUT;
  let most = 0;
  while (performance.now() < deadline) {
    // Not listening yet, or not answering with 200: both are early.
    const text = await scraper.text('/metrics').catch(() => '');
    if (!child.isRunning) return undefined;
    const series = seriesByMetric(text);
    most = Math.max(0, ...[...series].filter(([metric]) => EXPIRY.test(metric)).map(([, count]) => count));
    if (most >= certificates) return [...series.values()].reduce((sum, count) => sum + count, 0);
    await delay(PAUSE);
  }
  throw new BenchError(
    `${name}: /metrics had ${most} of ${certificates} certificates after ${INVENTORY_TIMEOUT / 1000} s`,
  );
}
