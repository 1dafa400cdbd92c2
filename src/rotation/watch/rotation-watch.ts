import { setTimeout as pauseFor } from 'node:timers/promises';
import type { RotationResult, RotationRun, RotationSettings } from '../../model/rotation.ts';
import { FolderWatches } from './folder-watches.ts';
import { type Look, look, originFiles, sameContents } from './look.ts';
import { lastStep, pathSteps } from './path-steps.ts';
import { Schedule } from './schedule.ts';
import { type Pause, settled } from './settled.ts';

/** What came of a run, as far as watching goes. */
export interface WatchedRun {
  readonly result: RotationResult;
  /** SHA-256 of the target as the run left it; undefined where it does not know. */
  readonly targetSha256: string | undefined;
}

export interface WatchOptions {
  readonly settings: RotationSettings;
  /** One run. It ends by itself, whatever happens. */
  readonly run: (trigger: RotationRun['trigger']) => Promise<WatchedRun>;
  /** Seconds between two looks that no event asked for. */
  readonly poll: number;
  /** Milliseconds for which files have to stay as they are before they are read. */
  readonly quiet?: number;
  readonly pause?: Pause;
  /** Seconds that only go forward. */
  readonly clock?: () => number;
  /** Told once of each folder that cannot be watched. */
  readonly onUnwatched?: (folder: string) => void;
}

const QUIET = 1000;
/** Looks before content that never settles is read all the same. */
const MOST_LOOKS = 30;

/** Milliseconds, or until the signal aborts. */
const pauseReally: Pause = async (milliseconds, signal) => {
  await pauseFor(milliseconds, undefined, { signal }).catch(() => undefined);
};

/**
 * Runs one rotation whenever its origin or its target has other content than the last run left, and now and then
 * although nothing is to be seen. Events only make it look; what it sees decides, so that neither a storm of them nor
 * what a run writes itself makes another run.
 */
export class RotationWatch {
  readonly counters = { looks: 0, runs: 0 };
  readonly watches: FolderWatches;
  readonly #options: WatchOptions;
  readonly #quiet: number;
  readonly #pause: Pause;
  readonly #schedule: Schedule;
  readonly #unwatched = new Set<string>();
  /** The origin as it was last looked at, and the target. */
  #origin: Look | undefined;
  #target: Look | undefined;
  /** What the last run has read, and what it has left: the SHA-256, or why there is none. */
  #known: { readonly origin: Look; readonly target: string | undefined } | undefined;
  #woken = new AbortController();
  /** Whether the time was up when it last waited, and nothing was heard. */
  #isPoll = false;

  constructor(options: WatchOptions) {
    const { settings, poll, clock, quiet = QUIET, pause = pauseReally } = options;
    this.#options = options;
    this.#quiet = quiet;
    this.#pause = pause;
    this.#schedule = new Schedule({ settings, poll, ...(clock !== undefined && { clock }) });
    this.watches = new FolderWatches(() => this.#woken.abort());
  }

  /** Runs once, then watches until the signal aborts; a run that is under way then is awaited. */
  async watch(signal: AbortSignal): Promise<void> {
    try {
      await this.#run('command', await this.#lookAtOrigin());
      while (!signal.aborted) {
        const trigger = await this.#next(signal);
        if (trigger === undefined || signal.aborted) continue;
        const origin = await settled((before) => this.#lookAtOrigin(before), await this.#lookAtOrigin(), {
          pause: this.#pause,
          signal,
          quiet: this.#quiet,
          most: MOST_LOOKS,
        });
        if (!signal.aborted) await this.#run(trigger, origin);
      }
    } finally {
      this.watches.close();
    }
  }

  /** Waits for something to do. Undefined where there turned out to be nothing. */
  async #next(signal: AbortSignal): Promise<RotationRun['trigger'] | undefined> {
    // Armed before the look: what happens from here on is heard, and what happened before is seen.
    this.#arm();
    const changed = await this.#changed();
    const { wait, isRun } = this.#schedule.next(changed === 'target');
    if (changed === 'origin' || (isRun && wait === 0)) {
      return changed === undefined || this.#isPoll ? 'poll' : 'watch';
    }
    const woken = this.#woken.signal;
    await this.#pause(wait * 1000, AbortSignal.any([signal, woken]));
    this.#isPoll = !woken.aborted;
    // One look for all the events of a moment.
    if (woken.aborted) await this.#pause(this.#quiet / 4, signal);
    return undefined;
  }

  async #run(trigger: RotationRun['trigger'], origin: Look): Promise<void> {
    this.counters.runs += 1;
    const { result, targetSha256 } = await this.#options.run(trigger);
    this.#schedule.ran(result);
    // The origin as it was before the run: a change in its middle is a change to what is known.
    this.#known = { origin, target: targetSha256 ?? (await this.#lookAtTarget()).contents[0] };
  }

  /** What has other content than the last run knew. */
  async #changed(): Promise<'origin' | 'target' | undefined> {
    this.counters.looks += 1;
    this.#origin = await this.#lookAtOrigin(this.#origin);
    if (this.#known === undefined || !sameContents(this.#origin, this.#known.origin)) return 'origin';
    this.#target = await this.#lookAtTarget(this.#target);
    return this.#target.contents[0] === this.#known.target ? undefined : 'target';
  }

  #arm(): void {
    this.#woken = new AbortController();
    const { origin, target } = this.#options.settings;
    const paths = origin.type === 'url' ? [target.path] : [origin.path, target.path];
    const steps = paths.map(pathSteps);
    const folders = origin.type === 'folder' ? [lastStep(steps[0] ?? [])] : [];
    for (const folder of this.watches.arm({ steps: steps.flat(), folders })) {
      if (!this.#unwatched.has(folder)) this.#options.onUnwatched?.(folder);
      this.#unwatched.add(folder);
    }
  }

  async #lookAtOrigin(before?: Look): Promise<Look> {
    const { origin, gate } = this.#options.settings;
    return look(await originFiles(origin), gate.maxBytes, before);
  }

  /** A target of whatever size, because a run says what it left whole. */
  #lookAtTarget(before?: Look): Promise<Look> {
    return look([this.#options.settings.target.path], Number.POSITIVE_INFINITY, before);
  }
}
