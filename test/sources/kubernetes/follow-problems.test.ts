import { expect, it } from 'vitest';
import type { FollowState } from '../../../src/kubernetes/following.ts';
import { type Asked, followProblems, isComplete } from '../../../src/sources/kubernetes/follow-problems.ts';
import { OBJECT_KINDS } from '../../../src/sources/kubernetes/object-kinds.ts';

const FINE: FollowState = { synced: true, up: true, problem: undefined, lastContact: 1 };
const denied = { reason: 'permission_denied', detail: 'No.' } as const;
const asked = (namespace: string | undefined, state: Partial<FollowState>): Asked => ({
  question: { kind: OBJECT_KINDS.secrets, namespace },
  follower: { state: { ...FINE, ...state }, attempted: Promise.resolve(), close: () => undefined },
});

it('is complete only where everything is known and still heard of', () => {
  expect([
    isComplete([]),
    isComplete([asked('a', {}), asked('b', {})]),
    isComplete([asked('a', {}), asked('b', { up: false })]),
    isComplete([asked('a', { synced: false })]),
  ]).toEqual([true, true, false, false]);
});

it('tells each reason once a kind and namespace', () => {
  const timeout = { reason: 'timeout', detail: 'Late.' } as const;
  const problems = followProblems([
    asked('a', { problem: denied }),
    asked('a', { problem: denied }),
    asked('a', { problem: timeout }),
    asked(undefined, { problem: denied }),
    asked('b', {}),
  ]);
  expect(problems.map(({ reason, location }) => [reason, location])).toEqual([
    ['permission_denied', { object_kind: 'Secret', object_namespace: 'a' }],
    ['timeout', { object_kind: 'Secret', object_namespace: 'a' }],
    ['permission_denied', { object_kind: 'Secret' }],
  ]);
});
