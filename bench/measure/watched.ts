import { once } from 'node:events';
import { join } from 'node:path';
import type { CertificateFolder } from '../input/certificate-folder.ts';
import type { Pause, Seen } from '../inside/seen.ts';
import { Exporter } from '../program/exporter.ts';
import { valueOf } from '../program/exposition.ts';
import type { ShippedBundle } from '../program/shipped-bundle.ts';
import { within } from '../program/within.ts';

const WATCH = join(import.meta.dirname, '../inside/watch.ts');

/** How long it may take to answer what has been seen, in milliseconds. */
const TIMEOUT = 30_000;

/** What was seen from inside the process. Milliseconds. */
export interface WatchedRun {
  /** The longest pause of the event loop while the first collection went on. */
  readonly pauseCollecting: number;
  /** The longest one from there until everything was rendered and served. */
  readonly pauseRendering: number;
  /** Calls of the first collection. */
  readonly first: Calls;
  /** Calls of the two collections after it, together. */
  readonly again: Calls;
}

export type Calls = Pick<Seen, 'opened' | 'hashed'>;

/** The exporter with a watch inside its process; not for times and memory, because watching costs something. */
export async function watchExporter(bundle: ShippedBundle, folder: CertificateFolder): Promise<WatchedRun> {
  const exporter = await Exporter.start({ bundle, folder: folder.path, interval: '1s', preload: WATCH });
  try {
    const ready = Date.now();
    const exposition = await exporter.scraper.text('/metrics');
    const afterFirst = await look(exporter);
    await exporter.collected(3);
    const afterThird = await look(exporter);
    const end = 1000 * value(exposition, 'tls_cert_source_last_collect_timestamp_seconds');
    const begin = end - 1000 * value(exposition, 'tls_cert_source_collect_duration_seconds');
    return {
      pauseCollecting: longestPause(afterFirst.pauses, begin, end),
      pauseRendering: longestPause(afterFirst.pauses, end, ready),
      first: { opened: afterFirst.opened, hashed: afterFirst.hashed },
      again: {
        opened: afterThird.opened - afterFirst.opened,
        hashed: afterThird.hashed - afterFirst.hashed,
      },
    };
  } finally {
    await exporter.end();
  }
}

async function look({ child }: Exporter): Promise<Seen> {
  const answer = once(child.process, 'message') as Promise<[Seen]>;
  child.process.send('look');
  const [seen] = await within(TIMEOUT, 'to say what was seen', answer);
  return seen;
}

/**
 * The longest pause between two times. Of one that began before or ended after counts what lies between: the first
 * collection begins in the same turn of the event loop in which the program has been loaded.
 */
export function longestPause(pauses: readonly Pause[], begin: number, end: number): number {
  const inside = pauses.map(
    (pause) => Math.min(pause.end, end) - Math.max(pause.end - pause.duration, begin),
  );
  return Math.max(0, ...inside);
}

function value(exposition: string, metric: string): number {
  return valueOf(exposition, metric) ?? Number.NaN;
}
