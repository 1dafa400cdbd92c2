import { ReadingTurns } from './reading-turns.ts';

export interface PatienceOptions {
  /** Milliseconds that one who asks waits; 2,000 unless told. */
  readonly longest?: number;
  /** Shared by all who read files of the configuration. */
  readonly turns?: ReadingTurns;
  /** Called once for each time that a file keeps everybody waiting. */
  readonly onLate?: (what: string) => void;
}

/** How long files of the configuration are waited for, and by whom. */
export class Patience {
  readonly #longest: number;
  readonly #turns: ReadingTurns;
  readonly #onLate: (what: string) => void;

  constructor({
    longest = 2000,
    turns = new ReadingTurns(),
    onLate = () => undefined,
  }: PatienceOptions = {}) {
    this.#longest = longest;
    this.#turns = turns;
    this.#onLate = onLate;
  }

  /** Reads that are one at a time, such as of one file. `what` names it for messages. */
  reading(what: string): PatientReading {
    return new PatientReading(this.#turns, this.#longest, () => this.#onLate(what));
  }
}

/** A read that is done again and again, never twice at once, and that nobody waits for once it is late. */
export class PatientReading {
  readonly #turns: ReadingTurns;
  readonly #longest: number;
  readonly #onLate: () => void;
  #pending: Promise<void> | undefined;
  #isLate = false;

  constructor(turns: ReadingTurns, longest: number, onLate: () => void) {
    this.#turns = turns;
    this.#longest = longest;
    this.#onLate = onLate;
  }

  /**
   * Does the work, or joins in where it is under way. False where it takes too long: it goes on, and whoever asks
   * meanwhile does not wait at all. Rejects as the work does.
   */
  async done(work: () => Promise<void>): Promise<boolean> {
    this.#pending ??= this.#begin(work);
    if (this.#isLate) return false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), this.#longest);
    });
    try {
      const inTime = await Promise.race([this.#pending.then(() => true), late]);
      if (!inTime && !this.#isLate && this.#pending !== undefined) {
        this.#isLate = true;
        this.#onLate();
      }
      return inTime;
    } finally {
      clearTimeout(timer);
    }
  }

  #begin(work: () => Promise<void>): Promise<void> {
    const pending = this.#turns.take(work).finally(() => {
      this.#pending = undefined;
      this.#isLate = false;
    });
    // Where it fails late there is nobody left who waits for it.
    pending.catch(() => undefined);
    return pending;
  }
}
