/** What it takes to follow Secrets. Milliseconds. */
export interface Followed {
  /** From nothing to everything listed and parsed. */
  readonly firstInventory: number;
  /** Processor time of that. */
  readonly firstProcessor: number;
  /** The longest pause of the event loop meanwhile. */
  readonly pause: number;
  /** Processor time for one renewed Secret. */
  readonly change: number;
  /** Processor time for one Secret that changed in its annotations alone. */
  readonly touch: number;
  /** Processor time to gather, build and render after one change. */
  readonly shown: number;
  /** To list everything anew, one Secret changed. */
  readonly relist: number;
  /** Processor time of that. */
  readonly relistProcessor: number;
  readonly certificates: number;
}
