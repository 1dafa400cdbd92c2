import type { Config } from '../../config/config.ts';
import { DEFAULTS } from '../../config/resolve.ts';
import type { Target } from '../../model/handshake.ts';
import type { Problem } from '../../model/problem.ts';
import type { Collection, Source } from '../../model/source.ts';
import { type Schedule, startSchedule } from '../../sources/schedule.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { makeSource } from '../make-source.ts';

/** Seconds: however seldom targets are dialled, a renewed file is seen sooner than that. */
const LONGEST_INTERVAL = 60;

export interface StoredCertificatesOptions {
  readonly root: Config['root'];
  readonly reader: CertificateReader;
  /** Called when something else is stored at one of the paths. */
  readonly onChange: () => void;
  readonly onError: (path: string, error: unknown) => void;
}

interface Stored {
  readonly source: Source;
  readonly schedule: Schedule;
  collection: Collection | undefined;
  fingerprints: ReadonlySet<string>;
}

/** The certificates that are stored where targets say that theirs are, kept up to date as those of any source. */
export class StoredCertificates {
  readonly #options: StoredCertificatesOptions;
  readonly #stored = new Map<string, Stored>();
  #interval: number;

  /** `interval` are the seconds between two looks. */
  constructor(options: StoredCertificatesOptions, interval: number) {
    this.#options = options;
    this.#interval = Math.min(interval, LONGEST_INTERVAL);
  }

  /** Takes the paths and globs of these targets; those that it had before go on without a break. */
  async use(targets: readonly Target[]): Promise<void> {
    const wanted = new Set(targets.flatMap(({ stored }) => (stored === undefined ? [] : [stored])));
    const gone = [...this.#stored.keys()].filter((path) => !wanted.has(path));
    const ends = gone.map(async (path) => {
      const stored = this.#stored.get(path);
      this.#stored.delete(path);
      await stored?.schedule.stop();
      await stored?.source.close?.();
    });
    for (const path of wanted) if (!this.#stored.has(path)) this.#begin(path);
    await Promise.all(ends);
  }

  /**
   * Whether a certificate is stored where the target says; undefined where that is not known, because the place was
   * not read yet, or not all of it could be.
   */
  isStored({ stored: path }: Target, fingerprintSha256: string): boolean | undefined {
    const stored = path === undefined ? undefined : this.#stored.get(path);
    if (stored?.collection === undefined) return undefined;
    if (stored.fingerprints.has(fingerprintSha256)) return true;
    const isWhole = stored.collection.complete && stored.collection.problems.every(isNothingThere);
    return isWhole ? false : undefined;
  }

  /** What is wrong with these places. */
  get problems(): readonly Problem[] {
    return [...this.#stored.values()].flatMap(({ collection }) => collection?.problems ?? []);
  }

  async stop(): Promise<void> {
    await this.use([]);
  }

  #begin(path: string): void {
    const { root, reader, onError } = this.#options;
    const { timeout, maxFileBytes } = DEFAULTS;
    const interval = this.#interval;
    const common = { type: 'files', name: 'handshake', interval, timeout, maxFileBytes } as const;
    const where = { include: [path], directories: [], exclude: [], regex: undefined, optional: false };
    const source = makeSource({ ...common, ...where }, root, reader);
    const run = async (signal: AbortSignal): Promise<void> => {
      const collection = await source.collect(signal);
      const stored = this.#stored.get(path);
      if (stored !== undefined) this.#take(stored, collection);
    };
    const schedule = startSchedule([{ interval, run }], (_, error) => onError(path, error));
    this.#stored.set(path, { source, schedule, collection: undefined, fingerprints: new Set() });
  }

  #take(stored: Stored, collection: Collection): void {
    const before = stored.collection;
    stored.collection = collection;
    const isSame =
      before?.certificates === collection.certificates &&
      before.problems === collection.problems &&
      before.complete === collection.complete;
    if (isSame) return;
    stored.fingerprints = new Set(
      collection.certificates.map(({ certificate }) => certificate.fingerprintSha256),
    );
    this.#options.onChange();
  }
}

/** Where nothing is there, nothing is stored: that is known. */
const isNothingThere = ({ reason }: Problem): boolean =>
  reason === 'not_found' || reason === 'no_match' || reason === 'no_certificate';
