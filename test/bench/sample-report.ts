import type { Contestant, Report, Row } from '../../bench/report.ts';
import { spread } from '../../bench/statistics.ts';

const row = (what: string, measured: number, goal?: number): Row => ({
  id: 'scrape-plain',
  what,
  unit: 'ms',
  measured: spread([measured]),
  ...(goal !== undefined && { goal }),
});

const contestant = (name: string, factor: number): Contestant => ({
  name,
  inventory: spread([100 * factor]),
  scrapePlain: spread([10 * factor]),
  scrapeGzip: spread([5 * factor]),
  memory: spread([50]),
  plainBytes: 1000 * factor,
  gzipBytes: 100,
  series: 60,
});

/** One of everything that a report can hold. */
export const SAMPLE_REPORT: Report = {
  date: '2026-01-02T03:04:05Z',
  machine: {
    processor: 'Sample | CPU',
    cores: 2,
    memory: 4 * 2 ** 30,
    kernel: 'Linux 6.1',
    node: 'v26.0.0',
    revision: '0123456789ab',
  },
  othersTook: 0.251,
  input: 'one certificate a file',
  rows: [
    row('fast enough', 20, 20),
    row('too slow', 20.5, 20),
    { ...row('no goal', 3), note: 'besides' },
    { ...row('nothing at all', 0, 0), unit: 'calls' },
  ],
  scales: [
    {
      certificates: 1000,
      firstCollection: spread([50]),
      collectionAgain: spread([5]),
      scrapePlain: spread([2]),
      scrapeGzip: spread([1]),
      memory: spread([80]),
      plainBytes: 680_000,
      gzipBytes: 80_000,
    },
  ],
  contest: { certificates: 20, contestants: [contestant('tls-cert-exporter', 1), contestant('other', 4)] },
};
