import { DueQueue } from './due-queue.ts';
import { type Limits, type Place, Rooms, TEMPERS, type Temper } from './rooms.ts';
import { SYSTEM_TIMERS, type Timers } from './timers.ts';

/** What one run of a job is given. */
export interface Run {
  /** Calls the run off. */
  readonly signal: AbortSignal;
  /** To be called once there is a connection. */
  readonly onConnected: () => void;
}

/** Something that is done again and again. */
export interface Job {
  /** Seconds from one start to the next, as things stand. */
  readonly interval: number;
  /** Does it once. */
  run(run: Run): Promise<void>;
}

/** The part of an interval by which a start may be early or late, so that jobs drift apart. */
const JITTER = 0.05;
/** Milliseconds between the first starts of jobs that were added together. */
const SPACING = 20;
/** Milliseconds in which a host that answers has answered. Who has no connection then waits in a room of his own. */
const USUAL_CONNECT = 250;
/** Milliseconds after which a run is called slow. */
const SLOW = 1000;

interface Entry {
  readonly job: Job;
  temper: Temper;
  /** Aborts what runs; undefined while nothing does. */
  running: AbortController | undefined;
  ended: Promise<void>;
  removed: boolean;
}

/**
 * Runs jobs at their intervals: each never twice at a time, what is due first first, within the limits of two rooms,
 * see `Rooms`. A job that takes longer than its interval is next started as soon as it has ended, and what it missed
 * is not made up for.
 */
export class Schedule {
  readonly #rooms: Rooms;
  readonly #timers: Timers;
  readonly #onError: (job: Job, error: unknown) => void;
  readonly #entries = new Map<Job, Entry>();
  /** What is not due yet. */
  readonly #later = new DueQueue<Entry>();
  /** What is due, by how it is expected to go. */
  readonly #due: Readonly<Record<Temper, DueQueue<Entry>>> = {
    quick: new DueQueue(),
    unconnected: new DueQueue(),
    slow: new DueQueue(),
  };
  #cancelTimer: () => void = () => {};
  #timerDue = Infinity;
  #stopped = false;

  /** `onError` is told what a job rejects with, unless it was called off. */
  constructor(limits: Limits, onError: (job: Job, error: unknown) => void, timers: Timers = SYSTEM_TIMERS) {
    this.#rooms = new Rooms(limits);
    this.#onError = onError;
    this.#timers = timers;
  }

  set limits(limits: Limits) {
    this.#rooms.limits = limits;
    this.#startDue();
  }

  /** Begins with these jobs, at once but not all in one moment: spread evenly, over an interval at most. */
  add(jobs: readonly Job[]): void {
    const now = this.#timers.monotonic();
    for (const [index, job] of jobs.entries()) {
      const entry: Entry = {
        job,
        temper: 'quick',
        running: undefined,
        ended: Promise.resolve(),
        removed: false,
      };
      this.#entries.set(job, entry);
      this.#later.push(entry, now + index * Math.min(SPACING, (job.interval * 1000) / jobs.length));
    }
    this.#startDue();
  }

  /** Ends these jobs; resolves when none of them runs any more. */
  async remove(jobs: Iterable<Job>): Promise<void> {
    const ends: Promise<void>[] = [];
    for (const job of jobs) {
      const entry = this.#entries.get(job);
      if (entry === undefined) continue;
      this.#entries.delete(job);
      entry.removed = true;
      entry.running?.abort();
      ends.push(entry.ended);
    }
    await Promise.all(ends);
  }

  /** Ends all jobs. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    await this.remove([...this.#entries.keys()]);
  }

  #startDue(): void {
    if (this.#stopped) return;
    const now = this.#timers.monotonic();
    for (let due = this.#later.nextDue; due !== undefined && due <= now; due = this.#later.nextDue) {
      const entry = this.#later.shift();
      if (entry !== undefined && !entry.removed) this.#due[entry.temper].push(entry, due);
    }
    for (const temper of TEMPERS) this.#startWaiting(temper);
    this.#setTimer(now);
  }

  #startWaiting(temper: Temper): void {
    const queue = this.#due[temper];
    for (let entry = queue.first; entry !== undefined; entry = queue.first) {
      const place = entry.removed ? undefined : this.#rooms.enter(temper);
      if (place === undefined && !entry.removed) return;
      queue.shift();
      if (place !== undefined) this.#start(entry, place);
    }
  }

  #setTimer(now: number): void {
    const due = this.#later.nextDue ?? Infinity;
    if (due === this.#timerDue) return;
    this.#cancelTimer();
    this.#timerDue = due;
    if (due === Infinity) return;
    this.#cancelTimer = this.#timers.after(Math.max(0, due - now), () => {
      this.#timerDue = Infinity;
      this.#startDue();
    });
  }

  #start(entry: Entry, place: Place): void {
    entry.running = new AbortController();
    entry.ended = this.#run(entry, entry.running.signal, place);
  }

  async #run(entry: Entry, signal: AbortSignal, place: Place): Promise<void> {
    const { job } = entry;
    const started = this.#timers.monotonic();
    let isConnected = false;
    const cancelMove = this.#timers.after(USUAL_CONNECT, () => {
      // Where the other room is full it stays where it is, and where there is a connection it belongs here.
      if (!isConnected && this.#rooms.moveToWaiting(place)) this.#startDue();
    });
    const onConnected = (): void => {
      isConnected = true;
      this.#rooms.moveToShaking(place);
    };
    try {
      await job.run({ signal, onConnected });
    } catch (error) {
      if (!signal.aborted) this.#onError(job, error);
    }
    cancelMove();
    this.#rooms.leave(place);
    entry.running = undefined;
    if (this.#stopped) return;
    const ended = this.#timers.monotonic();
    if (!entry.removed) {
      entry.temper = ended - started < SLOW ? 'quick' : isConnected ? 'slow' : 'unconnected';
      const interval = job.interval * 1000 * (1 - JITTER + 2 * JITTER * this.#timers.random());
      this.#later.push(entry, Math.max(ended, started + interval));
    }
    this.#startDue();
  }
}
