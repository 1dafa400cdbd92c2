import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/config.ts';
import type { Logger } from '../log/logger.ts';
import type { ShownRotation } from '../metrics/rotation.ts';
import type { RotationState } from '../model/rotation.ts';
import { readStates } from '../rotation/record/read-states.ts';
import { type Schedule, startSchedule } from '../sources/schedule.ts';

/** Seconds between two looks at the state file: it is small, and scrapes are seldom more frequent. */
const INTERVAL = 10;

/** Seconds that a start or a reload waits for the first look; a folder on a dead network mount never answers. */
const PATIENCE = 1;

export interface FollowOptions {
  /** Seconds between two looks; 10 unless told. */
  readonly interval?: number;
  /** Seconds that `use` waits for the first look; 1 unless told. */
  readonly patience?: number;
}

const NO_RUNS: RotationState['runs'] = { rotated: 0, unchanged: 0, refused: 0, rolled_back: 0, failed: 0 };

type Followed = Pick<Config, 'rotation' | 'root'>;

/** What came of the configured rotations, read again and again from the state file of the command `rotate`. */
export class RotationStates {
  readonly #log: Logger;
  readonly #interval: number;
  readonly #patience: number;
  #inForce: Followed | undefined;
  #schedule: Schedule | undefined;
  #found: ReadonlyMap<string, RotationState> = new Map();
  #trouble: string | undefined;
  #stopped = false;

  constructor(log: Logger, { interval = INTERVAL, patience = PATIENCE }: FollowOptions = {}) {
    this.#log = log;
    this.#interval = interval;
    this.#patience = patience;
  }

  /** Every configured rotation; one that is not in the file has never run. */
  get shown(): readonly ShownRotation[] {
    return (this.#inForce?.rotation.rotations ?? []).map(({ name, maxAge }) => ({
      maxAge,
      state: this.#found.get(name) ?? {
        rotation: name,
        lastResult: 'never',
        lastRun: undefined,
        lastSuccess: undefined,
        runs: NO_RUNS,
      },
    }));
  }

  /** Takes the rotations of a configuration; the same ones go on without a break. */
  async use({ rotation, root }: Config): Promise<void> {
    const next = { rotation, root };
    if (isDeepStrictEqual(next, this.#inForce)) return;
    // Not waited for: a look at a folder on a dead mount never ends, and what it would find is not taken any more.
    void this.#schedule?.stop();
    this.#schedule = undefined;
    const before = this.#inForce;
    const isElsewhere = root !== before?.root || rotation.directory !== before?.rotation.directory;
    if (isElsewhere) this.#found = new Map();
    this.#inForce = next;
    if (rotation.rotations.length === 0 || this.#stopped) return;
    const looked = Promise.withResolvers<void>();
    const run = (signal: AbortSignal): Promise<void> => this.#look(next, signal).finally(looked.resolve);
    this.#schedule = startSchedule([{ interval: this.#interval, run }], (_, error) =>
      this.#log.error({ err: error }, 'Reading the state of rotations failed'),
    );
    await Promise.race([looked.promise, delay(this.#patience * 1000, undefined, { ref: false })]);
  }

  /** Ends it for good. */
  stop(): void {
    this.#stopped = true;
    void this.#schedule?.stop();
  }

  async #look({ rotation, root = '/' }: Followed, signal: AbortSignal): Promise<void> {
    const { states, trouble, isMissing } = await readStates(join(root, rotation.directory));
    if (signal.aborted) return;
    this.#found = new Map(states.map((state) => [state.rotation, state]));
    if (trouble !== this.#trouble) this.#tell(trouble, isMissing);
    this.#trouble = trouble;
  }

  #tell(trouble: string | undefined, isMissing: boolean): void {
    if (trouble === undefined) this.#log.info('The state of rotations can be read again');
    else if (isMissing) this.#log.info(`Rotations count as never run: ${trouble}`);
    else this.#log.warn(`Rotations count as never run: ${trouble}`);
  }
}
