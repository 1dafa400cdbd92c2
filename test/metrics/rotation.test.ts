import { expect, it } from 'vitest';
import { renderFresh } from '../../src/metrics/exposition.ts';
import type { ShownRotation } from '../../src/metrics/rotation.ts';
import { duplicateSeries, openMetricsFaults } from '../support/exposition.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { snapshotOf } from '../support/snapshot.ts';

const runs = { rotated: 0, unchanged: 0, refused: 0, rolled_back: 0, failed: 0 };
const NEVER: ShownRotation = {
  maxAge: 691_200,
  state: { rotation: 'corp', lastResult: 'never', lastRun: undefined, lastSuccess: undefined, runs },
};
const ROLLED_BACK: ShownRotation = {
  maxAge: 3600,
  state: {
    rotation: 'web "a"',
    lastResult: 'rolled_back',
    lastRun: 1_790_000_000.5,
    lastSuccess: 1_780_000_000,
    runs: { ...runs, rotated: 3, rolled_back: 2 },
  },
};

const text = (
  rotations: readonly ShownRotation[] | undefined,
  format: 'text' | 'openmetrics' = 'text',
): string => renderFresh({ ...snapshotOf(), ...(rotations && { rotations }) }, format);
const series = (rotations?: readonly ShownRotation[]): string[] =>
  text(rotations)
    .split('\n')
    .filter((line) => line.startsWith('tls_rotation_'));

it('shows a rotation that has never run, with no times', () => {
  expect(series([NEVER])).toEqual([
    'tls_rotation_last_result{rotation="corp",result="rotated"} 0',
    'tls_rotation_last_result{rotation="corp",result="unchanged"} 0',
    'tls_rotation_last_result{rotation="corp",result="refused"} 0',
    'tls_rotation_last_result{rotation="corp",result="rolled_back"} 0',
    'tls_rotation_last_result{rotation="corp",result="failed"} 0',
    'tls_rotation_last_result{rotation="corp",result="never"} 1',
    'tls_rotation_max_age_seconds{rotation="corp"} 691200',
    'tls_rotation_runs_total{rotation="corp",result="rotated"} 0',
    'tls_rotation_runs_total{rotation="corp",result="unchanged"} 0',
    'tls_rotation_runs_total{rotation="corp",result="refused"} 0',
    'tls_rotation_runs_total{rotation="corp",result="rolled_back"} 0',
    'tls_rotation_runs_total{rotation="corp",result="failed"} 0',
  ]);
});

it('shows what came of the last run, and when', () => {
  expect(series([ROLLED_BACK])).toEqual(
    expect.arrayContaining([
      'tls_rotation_last_result{rotation="web \\"a\\"",result="rolled_back"} 1',
      'tls_rotation_last_result{rotation="web \\"a\\"",result="never"} 0',
      'tls_rotation_last_run_timestamp_seconds{rotation="web \\"a\\""} 1790000000.5',
      'tls_rotation_last_success_timestamp_seconds{rotation="web \\"a\\""} 1780000000',
      'tls_rotation_runs_total{rotation="web \\"a\\"",result="rotated"} 3',
      'tls_rotation_runs_total{rotation="web \\"a\\"",result="rolled_back"} 2',
    ]),
  );
});

it('shows nothing where no rotation is configured', () => {
  expect(series()).toEqual([]);
  expect(series([])).toEqual([]);
});

it('is valid in both formats, without two series alike', () => {
  const both = [NEVER, ROLLED_BACK];
  expect(duplicateSeries(text(both))).toEqual([]);
  expect(openMetricsFaults(text(both, 'openmetrics'))).toEqual([]);
});

it.skipIf(programMissing('promtool'))('passes promtool', () => {
  const { status, stderr } = runProgram('promtool', ['check', 'metrics'], text([NEVER, ROLLED_BACK]));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
