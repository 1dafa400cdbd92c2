import { isDeepStrictEqual } from 'node:util';
import type { HandshakeSettings } from '../../config/handshake-settings.ts';
import { type Job, Schedule } from '../../handshake/schedule/schedule.ts';
import type { Timers } from '../../handshake/schedule/timers.ts';
import type { HandshakeStore } from '../../handshake/watch/handshake-store.ts';
import { type Pace, WatchedTarget, type WatchOptions } from '../../handshake/watch/watched-target.ts';
import type { Target } from '../../model/handshake.ts';
import type { ModuleOptions } from '../../model/handshake-module.ts';
import { targetKey } from './target-lister.ts';

export interface WatchingOptions extends Omit<WatchOptions, 'pace'> {
  readonly store: HandshakeStore;
  readonly onError: (job: Job, error: unknown) => void;
  readonly timers?: Timers;
}

/** The targets that are dialled on the schedule. A change of the configuration changes no more than it has to. */
export class Watching {
  readonly #options: WatchingOptions;
  readonly #schedule: Schedule;
  #modules: ReadonlyMap<string, ModuleOptions> = new Map();
  #watched: ReadonlyMap<string, WatchedTarget> = new Map();
  #pace: Pace = { interval: 0, maxBackoff: undefined };

  constructor(options: WatchingOptions) {
    this.#options = options;
    const { onError, timers } = options;
    this.#schedule = new Schedule({ concurrency: 1, waitingConnects: 1 }, onError, timers);
  }

  /**
   * Takes targets and the settings by which they are dialled. A target that was there before keeps what is known of
   * it; its schedule as well, unless it is to be dialled at another interval or by other options.
   */
  async use(targets: readonly Target[], settings: HandshakeSettings): Promise<void> {
    const { interval, maxBackoff, concurrency, waitingConnects } = settings;
    const isOtherPace = interval !== this.#pace.interval;
    this.#pace = { interval, maxBackoff };
    this.#modules = keptModules(this.#modules, settings.modules);
    const watched = new Map<string, WatchedTarget>();
    const begun: WatchedTarget[] = [];
    for (const target of targets) {
      const key = targetKey(target);
      const known = this.#watched.get(key);
      const next = this.#watch(target, known);
      if (next === undefined) continue;
      watched.set(key, next);
      if (next !== known || isOtherPace) begun.push(next);
    }
    const ended = [...this.#watched].filter(([key, each]) => isOtherPace || watched.get(key) !== each);
    this.#watched = watched;
    this.#options.store.setTargets([...watched.values()]);
    await this.#schedule.remove(ended.map(([, each]) => each));
    this.#schedule.limits = { concurrency, waitingConnects };
    this.#schedule.add(begun);
  }

  /** Dials nobody any more, and knows of nobody. */
  async clear(): Promise<void> {
    const ended = [...this.#watched.values()];
    this.#watched = new Map();
    this.#options.store.setTargets([]);
    await this.#schedule.remove(ended);
  }

  /** Looks at the stored certificates again. */
  restate(): void {
    for (const each of this.#watched.values()) if (each.restate()) this.#options.store.changed(each);
  }

  async stop(): Promise<void> {
    await this.#schedule.stop();
  }

  #watch(target: Target, known: WatchedTarget | undefined): WatchedTarget | undefined {
    const module = this.#modules.get(target.module);
    if (module === undefined) return undefined;
    if (known?.module === module) {
      known.adjust(isDeepStrictEqual(known.target, target) ? known.target : target, this.#pace);
      return known;
    }
    const watched = new WatchedTarget(target, module, { ...this.#options, pace: this.#pace });
    if (known !== undefined) watched.inherit(known);
    return watched;
  }
}

/** A module that says the same as before is the same object, which is how contexts and states are kept. */
function keptModules(
  before: ReadonlyMap<string, ModuleOptions>,
  now: ReadonlyMap<string, ModuleOptions>,
): ReadonlyMap<string, ModuleOptions> {
  return new Map(
    [...now].map(([name, module]) => {
      const same = before.get(name);
      return [name, isDeepStrictEqual(same, module) && same !== undefined ? same : module];
    }),
  );
}
