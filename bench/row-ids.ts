/** The rows in the order in which they are printed. `scale` and `rivals` are tables of their own. */
export const ROW_IDS = [
  'first-collection',
  'first-collection-pause',
  'collection-again',
  'collection-again-reads',
  'scrape-plain',
  'scrape-gzip',
  'memory',
  'start',
  'parse',
  'change',
  'handshakes',
  'targets',
  'kubernetes',
  'scale',
  'rivals',
] as const;

export type RowId = (typeof ROW_IDS)[number];
