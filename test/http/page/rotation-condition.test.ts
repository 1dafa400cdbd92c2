import { expect, it } from 'vitest';
import { isOverdue, rotationCondition } from '../../../src/http/page/rotation-condition.ts';
import type { RotationState } from '../../../src/model/rotation.ts';
import { NOW } from '../../support/page-inventory.ts';
import { shownRotation } from '../../support/page-trust.ts';

const DAY = 86_400;

it.each<[Partial<RotationState>, string, boolean]>([
  [{}, 'good', false],
  [{ lastResult: 'unchanged', lastSuccess: NOW - DAY }, 'good', false],
  [{ lastSuccess: NOW - DAY - 1 }, 'overdue', true],
  [{ lastResult: 'refused' }, 'failing', false],
  [{ lastResult: 'rolled_back', lastSuccess: undefined }, 'failing', true],
  [{ lastResult: 'failed' }, 'failing', false],
  [{ lastResult: 'never', lastRun: undefined, lastSuccess: undefined }, 'never', true],
])('%o is %s', (state, condition, overdue) => {
  const rotation = shownRotation('a', state);
  expect(rotationCondition(rotation, NOW)).toBe(condition);
  expect(isOverdue(rotation, NOW)).toBe(overdue);
});
