import type { FollowProblem } from './following.ts';

/** A request that came to nothing, or an answer that cannot be used. Its message is the problem's detail. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly reason: FollowProblem['reason'];

  constructor(reason: FollowProblem['reason'], detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.reason = reason;
  }
}
