import type { CertificateFolder } from '../input/certificate-folder.ts';
import { Exporter } from '../program/exporter.ts';
import { valueOf } from '../program/exposition.ts';
import type { ShippedBundle } from '../program/shipped-bundle.ts';
import { scrapeMany } from './scrape-many.ts';

/** Repeated collections of one run. */
const REPEATED = 5;
const SCRAPES = 100;

/** What one process did with one folder. Times in milliseconds, memory in 10^6 bytes. */
export interface SizeRun {
  readonly readyAfter: number;
  readonly firstCollection: number;
  readonly collectionsAgain: readonly number[];
  readonly scrapePlain: readonly number[];
  readonly scrapeGzip: readonly number[];
  readonly plainBytes: number;
  readonly gzipBytes: number;
  /** After a hundred scrapes of each kind, at an interval of a minute. */
  readonly memory: number;
  /** After five collections more, one a second, and a hundred scrapes as Prometheus makes them, with gzip. */
  readonly memoryCollecting: number;
}

/** Two processes: one that is only scraped, as in production between two collections; one that collects each second. */
export async function measureSize(bundle: ShippedBundle, folder: CertificateFolder): Promise<SizeRun> {
  return { ...(await scraped(bundle, folder)), ...(await collecting(bundle, folder)) };
}

async function scraped(bundle: ShippedBundle, folder: CertificateFolder) {
  const exporter = await Exporter.start({ bundle, folder: folder.path, interval: '1m' });
  try {
    const { scraper, child, readyAfter } = exporter;
    const firstCollection = durationOf(await scraper.text('/metrics'));
    const gzip = await scrapeMany(scraper, 'gzip', SCRAPES);
    const plain = await scrapeMany(scraper, 'identity', SCRAPES);
    return {
      readyAfter,
      firstCollection,
      scrapePlain: plain.durations,
      scrapeGzip: gzip.durations,
      plainBytes: plain.bytes,
      gzipBytes: gzip.bytes,
      memory: child.memory() / 1e6,
    };
  } finally {
    await exporter.end();
  }
}

async function collecting(bundle: ShippedBundle, folder: CertificateFolder) {
  const exporter = await Exporter.start({ bundle, folder: folder.path, interval: '1s' });
  try {
    const { scraper, child } = exporter;
    const collectionsAgain: number[] = [];
    for (let count = 2; count <= REPEATED + 1; count++) {
      await exporter.collected(count);
      collectionsAgain.push(durationOf(await scraper.text('/metrics')));
    }
    await scrapeMany(scraper, 'gzip', SCRAPES);
    return { collectionsAgain, memoryCollecting: child.memory() / 1e6 };
  } finally {
    await exporter.end();
  }
}

/** The exporter's own word on its last collection; in milliseconds. */
function durationOf(exposition: string): number {
  return (valueOf(exposition, 'tls_cert_source_collect_duration_seconds') ?? Number.NaN) * 1000;
}
