import { labelValue } from '../inventory/label-value.ts';
import { ROTATION_RESULTS, type RotationState } from '../model/rotation.ts';
import type { Family, Labels, MetricType, Sample } from './family.ts';
import type { Snapshot } from './snapshot.ts';

/** A configured rotation, and what came of its runs. */
export interface ShownRotation {
  /** Seconds after which no successful run counts as overdue. */
  readonly maxAge: number;
  readonly state: RotationState;
}

/** A family about every configured rotation, whether it has run or not. */
function aboutRotation(
  name: string,
  help: string,
  own: readonly string[],
  samples: (rotation: ShownRotation, labels: Labels) => readonly Sample[],
  type: MetricType = 'gauge',
): Family<Snapshot> {
  return {
    name,
    help,
    type,
    labels: ['rotation', ...own],
    samples: ({ rotations = [] }) =>
      rotations.flatMap((rotation) => samples(rotation, { rotation: labelValue(rotation.state.rotation) })),
  };
}

const lastResult = aboutRotation(
  'tls_rotation_last_result',
  '1 for what came of the last run of the rotation, 0 for everything else that could have come of it.',
  ['result'],
  ({ state }, labels) =>
    [...ROTATION_RESULTS, 'never'].map((result) => ({
      labels: { ...labels, result },
      value: state.lastResult === result ? 1 : 0,
    })),
);

const lastRun = aboutRotation(
  'tls_rotation_last_run_timestamp_seconds',
  'When the last run of the rotation ended, in Unix seconds.',
  [],
  ({ state }, labels) => [{ labels, value: state.lastRun ?? Number.NaN }],
);

const lastSuccess = aboutRotation(
  'tls_rotation_last_success_timestamp_seconds',
  'When the last run ended that replaced the target or found it up to date, in Unix seconds.',
  [],
  ({ state }, labels) => [{ labels, value: state.lastSuccess ?? Number.NaN }],
);

const maxAge = aboutRotation(
  'tls_rotation_max_age_seconds',
  'How long ago the last successful run may be, in seconds, before the rotation is overdue.',
  [],
  (rotation, labels) => [{ labels, value: rotation.maxAge }],
);

const runs = aboutRotation(
  'tls_rotation_runs_total',
  'How many runs of the rotation there have been, by what came of them.',
  ['result'],
  ({ state }, labels) =>
    ROTATION_RESULTS.map((result) => ({ labels: { ...labels, result }, value: state.runs[result] })),
  'counter',
);

/** What came of the configured rotations, from the configuration on. */
export const rotationFamilies: readonly Family<Snapshot>[] = [lastResult, lastRun, lastSuccess, maxAge, runs];
