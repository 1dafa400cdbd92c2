import { expect, it } from 'vitest';
import { scrapeMany } from '../../../bench/measure/scrape-many.ts';
import type { Scraper } from '../../../bench/program/scraper.ts';

/** Answers with one more byte each time. */
function scraper(status = 200): Scraper {
  let bytes = 0;
  const time = async () => ({ status, duration: 1, bytes: ++bytes });
  return { time } as unknown as Scraper;
}

it('scrapes as often as it was told to', async () => {
  expect(await scrapeMany(scraper(), 'gzip', 3)).toEqual({ durations: [1, 1, 1], bytes: 3 });
});

it('stops when the time is over, and has one at the least', async () => {
  expect((await scrapeMany(scraper(), 'gzip', 1000, 0)).durations).toEqual([1]);
});

it('an answer that is none ends it', async () => {
  await expect(scrapeMany(scraper(500), 'gzip', 3)).rejects.toThrow('answered with 500');
});
