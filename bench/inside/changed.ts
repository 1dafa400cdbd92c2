/** What it takes to show one renewed certificate among many. Milliseconds. */
export interface Changed {
  /** To render everything, as at the start. */
  readonly whole: number;
  readonly wholePause: number;
  /** To find the change. */
  readonly collected: number;
  /** To build the new inventory. */
  readonly built: number;
  /** To render what changed and put it together with the rest. */
  readonly rendered: number;
  /** The longest pause of the event loop in the three of them. */
  readonly pause: number;
}
