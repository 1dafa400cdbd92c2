import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/config.ts';
import type { SourceSettings } from '../config/source-settings.ts';
import { buildState, type SourceIdentity } from '../inventory/build.ts';
import type { InventoryStore } from '../inventory/store.ts';
import type { Logger } from '../log/logger.ts';
import { countProblems } from '../model/problem.ts';
import type { Source } from '../model/source.ts';
import { runSource } from '../sources/run.ts';
import { type Schedule, startSchedule } from '../sources/schedule.ts';
import { CertificateReader } from '../x509/certificate-reader.ts';
import { makeSource } from './make-source.ts';
import { ProblemLog } from './problem-log.ts';

/** A source that is being collected, with what it was made of. */
interface Collected {
  readonly settings: SourceSettings;
  readonly root: Config['root'];
  readonly source: Source;
  readonly schedule: Schedule;
}

/** Collects every configured source on its schedule and puts what was found into the store. */
export class Collecting {
  readonly #store: InventoryStore;
  readonly #log: Logger;
  readonly #problems: ProblemLog;
  readonly #reader: CertificateReader;
  #running: readonly Collected[] = [];
  #stopped = false;

  /** `reader` is one for all sources, so that a certificate that is in two of them is parsed once. */
  constructor(store: InventoryStore, log: Logger, reader = new CertificateReader()) {
    this.#store = store;
    this.#log = log;
    this.#reader = reader;
    this.#problems = new ProblemLog(log);
  }

  /**
   * Takes the sources of a configuration. One that is configured as before goes on without a break.
   * @param others Sources that somebody else puts into the inventory.
   */
  async use({ sources, root }: Config, others: readonly SourceIdentity[] = []): Promise<void> {
    const wanted = sources.map((settings) => {
      const same = this.#running.find(
        (each) => each.root === root && isDeepStrictEqual(each.settings, settings),
      );
      return same ?? { settings, root, source: this.#make(settings, root) };
    });
    const kept = new Set<object>(wanted);
    await Promise.all(this.#running.filter((each) => !kept.has(each)).map(end));
    // The end may have come meanwhile; what began now nobody would end.
    if (this.#stopped) return;
    this.#store.setSources([...wanted.map(({ source }) => source), ...others]);
    this.#problems.keepOnly(wanted.map(({ source }) => source.name));
    this.#running = wanted.map((each) =>
      'schedule' in each ? each : { ...each, schedule: this.#start(each.source) },
    );
  }

  /** Ends every collection, for good. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running.map(end));
    this.#running = [];
  }

  #make(settings: SourceSettings, root: Config['root']): Source {
    return makeSource(settings, root, this.#reader, undefined, (message) =>
      this.#log.warn({ source: settings.name }, message),
    );
  }

  #start(source: Source): Schedule {
    const run = (signal: AbortSignal): Promise<void> => this.#collect(source, signal);
    return startSchedule([{ interval: source.interval, run }], (_, error) => {
      this.#log.error({ source: source.name, err: error }, 'Collection failed');
    });
  }

  async #collect(source: Source, signal: AbortSignal): Promise<void> {
    const { collection, ...timing } = await runSource(source, signal);
    const before = this.#store.state(source.name);
    const state = buildState(source, collection, timing, before);
    this.#store.update(state);
    this.#problems.update(state);
    const fields = {
      source: source.name,
      certificates: state.certificates.length,
      problems: countProblems(state.problems),
      duration: `${timing.duration.toFixed(3)}s`,
    };
    if (before?.lastCollection === undefined) this.#log.info(fields, 'First collection complete');
    else this.#log.debug(fields, 'Collection complete');
  }
}

async function end({ schedule, source }: Collected): Promise<void> {
  await schedule.stop();
  await source.close?.();
}
