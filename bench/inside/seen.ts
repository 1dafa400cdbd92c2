/** A time in which the event loop did not turn. */
export interface Pause {
  /** Unix milliseconds. */
  readonly end: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** What has been seen from inside the exporter's process since its start. */
export interface Seen {
  readonly pauses: readonly Pause[];
  /** Calls that open a file. */
  readonly opened: number;
  /** Calls that hash the bytes of a certificate. */
  readonly hashed: number;
}
