/** No attempt is given less than this, in seconds. */
const LEAST = 0.01;

/**
 * The seconds that an attempt may take: the module's own timeout, or less where the scraper gives up before that. Its
 * answer shall be there `offset` earlier; of a scrape timeout too short for that, half is for the attempt.
 */
export function timeFor(moduleTimeout: number, scrapeTimeout: number | undefined, offset: number): number {
  if (scrapeTimeout === undefined) return moduleTimeout;
  return Math.min(moduleTimeout, Math.max(scrapeTimeout - offset, scrapeTimeout / 2, LEAST));
}
