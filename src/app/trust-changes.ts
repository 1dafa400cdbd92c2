import type { SeenPath } from '../model/trust-audit.ts';
import { networkMounts, readMountInfo } from '../sources/mount-table.ts';
import { changedPath, lookAgain } from '../trust/audit/seen-paths.ts';
import { Turns } from '../trust/audit/turns.ts';

/** What does not come to rest is audited after so many looks all the same. */
const MOST_LOOKS = 6;

/** After an audit that took a second nothing is audited out of turn for so many. */
const REST = 10;

/** Seconds that each audit counts at least: one that fails at once is no cheaper the next time. */
const SHORTEST = 1;

type Seen = ReadonlyMap<string, SeenPath>;

/** An audit that has ended. */
export interface EndedAudit {
  /** What it came by; undefined where it failed. */
  readonly seen: Seen | undefined;
  /** Seconds. */
  readonly took: number;
  readonly isOutOfTurn: boolean;
}

/**
 * Tells whether something that the last audit read has changed since, so that nobody is told for a quarter of an hour of
 * what has been mended. A change counts once two looks one after the other saw the same, because whoever makes bundles
 * again writes several. Each audit out of turn doubles the rest after it until the next one in turn: a bundle that is
 * written without end is no reason to audit without end.
 */
export class TrustChanges {
  readonly #interval: number;
  readonly #clock: () => number;
  readonly #mounts: () => ReadonlySet<string>;
  #seen: Seen | undefined;
  #last: Seen | undefined;
  #unsettled = 0;
  #outOfTurn = 0;
  #restsUntil = 0;

  /**
   * @param interval Seconds from one audit in turn to the next: no rest is longer.
   * @param clock Seconds that only go forward.
   * @param mounts Folders in which a look may never end.
   */
  constructor(interval: number, clock: () => number, mounts = mountsThatMayHang) {
    this.#interval = interval;
    this.#clock = clock;
    this.#mounts = mounts;
  }

  /** Takes note of an audit: what it saw is what the next looks are compared with. */
  audited({ seen, took, isOutOfTurn }: EndedAudit): void {
    this.#outOfTurn = isOutOfTurn ? this.#outOfTurn + 1 : 0;
    const rest = Math.max(took, SHORTEST) * REST * 2 ** this.#outOfTurn;
    this.#restsUntil = this.#clock() + Math.min(rest, this.#interval);
    if (seen === undefined) return;
    this.#seen = seen;
    this.#last = undefined;
    this.#unsettled = 0;
  }

  /**
   * Looks once. A path that has changed, where it has come to rest and it is time for an audit; undefined otherwise.
   *
   * @throws where the table of mounts cannot be read now.
   */
  async look(): Promise<string | undefined> {
    const before = this.#seen;
    if (before === undefined) return undefined;
    const now = await lookAgain(before, this.#mounts(), new Turns());
    if (this.#seen !== before) return undefined;
    const path = changedPath(before, now);
    const isSettled =
      path === undefined || (this.#last !== undefined && changedPath(this.#last, now) === undefined);
    this.#last = now;
    this.#unsettled = isSettled ? 0 : this.#unsettled + 1;
    if (!isSettled && this.#unsettled < MOST_LOOKS) return undefined;
    return this.#clock() < this.#restsUntil ? undefined : path;
  }
}

/** What lies on these is seen by the audits in turn, which a dead mount holds up in a process of their own. */
function mountsThatMayHang(): ReadonlySet<string> {
  const mounts = networkMounts(readMountInfo());
  return new Set([...mounts].map((mount) => Buffer.from(mount, 'latin1').toString()));
}
