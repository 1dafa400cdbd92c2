import type { RotationResult, RotationSettings } from '../../model/rotation.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

export interface ScheduleOptions {
  readonly settings: Pick<RotationSettings, 'origin' | 'maxAge'>;
  /** Seconds between two looks. */
  readonly poll: number;
  /** Seconds that only go forward. */
  readonly clock?: () => number;
}

/**
 * When a rotation is run although no change was seen: once a day, so that one sees that it still works and the age of
 * its last success stays young; a URL, which nothing can watch, every hour; and what failed again soon, later and
 * later. What was refused or rolled back waits for other content, because the same would fare the same.
 */
export class Schedule {
  readonly #every: number;
  readonly #poll: number;
  readonly #clock: () => number;
  #failures = 0;
  #due: number;
  #last: number;

  constructor({ settings, poll, clock = () => performance.now() / 1000 }: ScheduleOptions) {
    this.#every = Math.min(settings.origin.type === 'url' ? HOUR : DAY, settings.maxAge / 2);
    this.#poll = poll;
    this.#clock = clock;
    this.#due = clock();
    this.#last = clock();
  }

  /** Takes note of a run that has just ended. */
  ran(result: RotationResult): void {
    this.#failures = result === 'failed' ? this.#failures + 1 : 0;
    const retry = Math.min(this.#poll * 2 ** (this.#failures - 1), HOUR);
    this.#last = this.#clock();
    this.#due = this.#last + (this.#failures > 0 ? Math.min(retry, this.#every) : this.#every);
  }

  /**
   * Seconds until something is due if nothing happens, and whether that is a run or just a look.
   *
   * @param isOverwritten Somebody has written the target: that is undone, but where he does it again and again, or a
   *   hook of ours does, then not more often than there are polls.
   */
  next(isOverwritten: boolean): { readonly wait: number; readonly isRun: boolean } {
    const due = isOverwritten ? Math.min(this.#due, this.#last + this.#poll) : this.#due;
    const left = Math.max(0, due - this.#clock());
    return { wait: Math.min(this.#poll, left), isRun: left <= this.#poll };
  }
}
