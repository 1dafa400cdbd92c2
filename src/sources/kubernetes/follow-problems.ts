import type { Follower } from '../../kubernetes/following.ts';
import type { Location } from '../../model/location.ts';
import type { Problem } from '../../model/problem.ts';
import type { Question } from './plan.ts';

/** A question that is being answered. */
export interface Asked {
  readonly question: Question;
  readonly follower: Follower;
}

/** Whether everything that was asked for is known, and still heard of. */
export function isComplete(asked: readonly Asked[]): boolean {
  return asked.every(({ follower: { state } }) => state.synced && state.up);
}

/** Why what is not heard of is not: once for each kind, namespace and reason, however many questions it fails. */
export function followProblems(asked: readonly Asked[]): Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const { question, follower } of asked) {
    const { problem } = follower.state;
    if (problem === undefined) continue;
    const { kind, namespace } = question;
    const location: Location = {
      object_kind: kind.kind,
      ...(namespace !== undefined && { object_namespace: namespace }),
    };
    const key = JSON.stringify([location, problem.reason]);
    if (!byPlace.has(key)) byPlace.set(key, { ...problem, location });
  }
  return [...byPlace.values()];
}
