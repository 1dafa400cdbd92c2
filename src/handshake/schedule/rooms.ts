/** How a job went the last time, which is how it is expected to go. */
export type Temper =
  /** It was soon done, or is new. */
  | 'quick'
  /** It waited long for a connection: nobody answers. */
  | 'unconnected'
  /** It was connected and then took long. */
  | 'slow';

export const TEMPERS: readonly Temper[] = ['quick', 'unconnected', 'slow'];

export interface Limits {
  /** How many may shake hands at once. */
  readonly concurrency: number;
  /** How many may wait for a connection at once, beside those. */
  readonly waitingConnects: number;
}

/** What one run holds while it goes on. */
export interface Place {
  readonly temper: Temper;
  room: 'shaking' | 'waiting';
}

/**
 * Two rooms with a limit each. Who shakes hands costs processor time and is in the one; who waits for a connection
 * costs a socket and is in the other, where a thousand hosts that never answer are in nobody's way. Those that were
 * slow the last time are let in only while half of their room is free for others.
 *
 * Nobody is put out of a room, so that more may shake hands than `concurrency` says for as long as connections come
 * about that had been waited for.
 */
export class Rooms {
  limits: Limits;
  #shaking = 0;
  #waiting = 0;
  #slow = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  get shaking(): number {
    return this.#shaking;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Lets one in, or not. */
  enter(temper: Temper): Place | undefined {
    const { concurrency, waitingConnects } = this.limits;
    if (temper === 'unconnected') {
      if (this.#waiting >= half(waitingConnects)) return undefined;
      this.#waiting += 1;
      return { temper, room: 'waiting' };
    }
    if (this.#shaking >= concurrency) return undefined;
    if (temper === 'slow') {
      if (this.#slow >= half(concurrency)) return undefined;
      this.#slow += 1;
    }
    this.#shaking += 1;
    return { temper, room: 'shaking' };
  }

  /** For one that has no connection yet and should have: it waits in the other room, if there is room. */
  moveToWaiting(place: Place): boolean {
    if (place.room === 'waiting') return true;
    if (this.#waiting >= this.limits.waitingConnects) return false;
    this.#shaking -= 1;
    this.#waiting += 1;
    place.room = 'waiting';
    return true;
  }

  /** For one that has its connection. */
  moveToShaking(place: Place): void {
    if (place.room === 'shaking') return;
    this.#waiting -= 1;
    this.#shaking += 1;
    place.room = 'shaking';
  }

  leave(place: Place): void {
    if (place.room === 'shaking') this.#shaking -= 1;
    else this.#waiting -= 1;
    if (place.temper === 'slow') this.#slow -= 1;
  }
}

const half = (limit: number): number => Math.max(1, Math.floor(limit / 2));
