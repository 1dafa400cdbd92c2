import type { ShownRotation } from '../../metrics/rotation.ts';

/** How a rotation stands: `failing` by its last run, `overdue` where the last success is too long ago or was never. */
export type RotationCondition = 'good' | 'failing' | 'overdue' | 'never';

/** How a rotation stands at `now` (Unix seconds). */
export function rotationCondition(rotation: ShownRotation, now: number): RotationCondition {
  const { state } = rotation;
  if (state.lastResult === 'never') return 'never';
  if (state.lastResult !== 'rotated' && state.lastResult !== 'unchanged') return 'failing';
  return isOverdue(rotation, now) ? 'overdue' : 'good';
}

/** Whether the last success is longer ago than it may be, or there was none. */
export function isOverdue({ maxAge, state }: ShownRotation, now: number): boolean {
  return state.lastSuccess === undefined || now - state.lastSuccess > maxAge;
}
