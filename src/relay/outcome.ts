/** Why a message did not reach the group; a closed list, each a series of the relay's own metrics. */
export const FAILURE_REASONS = [
  'file',
  'connection',
  'timeout',
  'http_status',
  'throttled',
  'refused',
  'bad_answer',
] as const;

export type FailureReason = (typeof FAILURE_REASONS)[number];

/** What came of one message. */
export type Outcome = { readonly ok: true } | Failure;

export interface Failure {
  readonly ok: false;
  readonly reason: FailureReason;
  /** `soon`: seconds may mend it. `later`: asking again now makes it worse. `never`: somebody has to mend it. */
  readonly again: 'soon' | 'later' | 'never';
  /** What happened, for the log; without the address and the secret. */
  readonly detail: string;
}
