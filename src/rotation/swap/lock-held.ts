/** Another run has the target: nothing was done. */
export interface LockHeld {
  /** Who holds it and since when, as a sentence. */
  readonly lockHeld: string;
}
