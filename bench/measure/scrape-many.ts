import { BenchError } from '../bench-error.ts';
import type { Coding, Scraper } from '../program/scraper.ts';

export interface Scrapes {
  /** Milliseconds, one per scrape. */
  readonly durations: readonly number[];
  /** Of the last body as it was sent. */
  readonly bytes: number;
}

/**
 * Scrapes one after the other over one connection, `count` times or until the time is over, once at the least.
 * @param most Milliseconds.
 * @throws BenchError where one fails.
 */
export async function scrapeMany(
  scraper: Scraper,
  coding: Coding,
  count: number,
  most = 60_000,
): Promise<Scrapes> {
  const durations: number[] = [];
  const end = performance.now() + most;
  let bytes = 0;
  do {
    const answer = await scraper.time('/metrics', coding);
    if (answer.status !== 200) throw new BenchError(`/metrics: answered with ${answer.status}`);
    durations.push(answer.duration);
    bytes = answer.bytes;
  } while (durations.length < count && performance.now() < end);
  return { durations, bytes };
}
