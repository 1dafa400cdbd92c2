import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { DEFAULT_MODULE } from '../config/handshake-settings.ts';
import { HANDSHAKE_DEFAULTS, moduleOptions } from '../config/resolve-handshake.ts';
import { createLogger, type Logger } from '../log/logger.ts';
import type { RotationRun, RotationSettings } from '../model/rotation.ts';
import type { RotationPlan } from '../model/rotation-plan.ts';
import { planRotation } from '../rotation/plan/plan-rotation.ts';
import { type FinishedRun, type RunContext, runRotation } from '../rotation/run.ts';
import { RotationWatch, type WatchedRun } from '../rotation/watch/rotation-watch.ts';
import { logRun } from './rotating/log-run.ts';
import { watchesItself } from './rotating/own-folder.ts';
import { shakeOnce } from './rotating/shake-once.ts';
import { verifyChain } from './rotating/verify-chain.ts';

export type { FinishedRun } from '../rotation/run.ts';

export interface RotatingOptions {
  readonly config: Pick<Config, 'rotation' | 'handshake' | 'log'>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends a run that has not changed anything yet, and a watch. */
  readonly signal: AbortSignal;
  /** Told what is being done, for whoever waits. */
  readonly onStep?: (rotation: string, words: string) => void;
}

/** Rotations with everything that they need of other rooms: the prober, the verifier, the log. */
export class Rotating {
  readonly #options: RotatingOptions;
  readonly #context: Omit<RunContext, 'trigger'>;

  constructor(options: RotatingOptions) {
    const { config, environment, signal } = options;
    const ordinary = moduleOptions(DEFAULT_MODULE, {}, HANDSHAKE_DEFAULTS.timeout);
    this.#options = options;
    this.#context = {
      directory: config.rotation.directory,
      signal,
      verifyChain,
      shake: shakeOnce(config.handshake?.modules ?? new Map([[DEFAULT_MODULE, ordinary]]), environment),
      environment,
      clock: () => Date.now() / 1000,
    };
  }

  /** Runs one rotation once; see `runRotation`. */
  run(settings: RotationSettings, trigger: RotationRun['trigger']): Promise<readonly FinishedRun[]> {
    return runRotation(settings, { ...this.#context, trigger, onStep: this.#stepOf(settings) });
  }

  /** Finds out what a run would do now, and changes nothing. */
  plan(settings: RotationSettings): Promise<RotationPlan> {
    return planRotation(settings, { ...this.#context, onStep: this.#stepOf(settings) });
  }

  /**
   * Watches rotations until the signal aborts; a run that is under way then goes to its end. Runs come one after the
   * other: two that reload the same service must not meet.
   *
   * @param poll Seconds between two looks that no event asked for.
   * @throws ConfigError where it would wake itself.
   */
  async watch(rotations: readonly RotationSettings[], poll: number): Promise<void> {
    const { directory } = this.#context;
    const itself = watchesItself(directory, rotations);
    if (itself !== undefined) {
      const remedy = 'name a directory of its own';
      throw new ConfigError(
        `rotation_directory: ${directory} leads to where the rotation ${itself} has its target or content: ${remedy}`,
      );
    }
    const log = createLogger(this.#options.config.log);
    log.info({ rotations: rotations.map(({ name }) => name).join(',') }, 'Watching rotations');
    let last: Promise<unknown> = Promise.resolve();
    const inTurn = (settings: RotationSettings, trigger: RotationRun['trigger']): Promise<WatchedRun> => {
      const turn = last.then(() => this.#watchedRun(settings, trigger, log));
      last = turn.catch(() => undefined);
      return turn;
    };
    const watches = rotations.map((settings) => {
      const onUnwatched = (folder: string): void =>
        log.warn({ rotation: settings.name, folder }, 'Folder cannot be watched, only polled');
      const run = (trigger: RotationRun['trigger']): Promise<WatchedRun> => inTurn(settings, trigger);
      return new RotationWatch({ settings, poll, run, onUnwatched });
    });
    // A bug in one ends them all: whoever started this process starts it again.
    const bug = new AbortController();
    const signal = AbortSignal.any([this.#options.signal, bug.signal]);
    const ends = await Promise.allSettled(
      watches.map((watch) => watch.watch(signal).finally(() => bug.abort())),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    log.info('Stopped watching');
  }

  async #watchedRun(
    settings: RotationSettings,
    trigger: RotationRun['trigger'],
    log: Logger,
  ): Promise<WatchedRun> {
    // One that had to wait for its turn until all was over is not begun.
    if (this.#options.signal.aborted) return { result: 'failed', targetSha256: undefined };
    const finished = await this.run(settings, trigger);
    for (const each of finished) logRun(log, each);
    const last = finished.at(-1);
    return { result: last?.run.result ?? 'failed', targetSha256: last?.targetSha256 };
  }

  #stepOf({ name }: RotationSettings): ((words: string) => void) | undefined {
    const { onStep } = this.#options;
    return onStep && ((words) => onStep(name, words));
  }
}
