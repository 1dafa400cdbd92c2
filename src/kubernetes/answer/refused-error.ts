import { ApiError } from '../api-error.ts';
import type { FollowProblem } from '../following.ts';

/** An answer by which the API server says no. */
export class RefusedError extends ApiError {
  /** The HTTP status, or the code of the Status object in a watch. */
  readonly status: number;
  /** Seconds that the server asks to wait. */
  readonly retryAfter: number | undefined;
  /** With 410 in the middle of a list: what the rest, as it is now, can be read with. */
  readonly continueToken: string | undefined;

  constructor(
    reason: FollowProblem['reason'],
    detail: string,
    said: {
      readonly status: number;
      readonly retryAfter?: number | undefined;
      readonly continueToken?: string | undefined;
    },
  ) {
    super(reason, detail);
    this.status = said.status;
    this.retryAfter = said.retryAfter;
    this.continueToken = said.continueToken;
  }
}
