import type { HookOutcome, RecordedAnchor, RotationRun } from './rotation.ts';
import { rfc3339 } from './words.ts';

/** A run in the form of the record and of `rotate --output json`: stable keys, more may be added. */
export function rotationRunJson(run: RotationRun) {
  return {
    rotation: run.rotation,
    target: run.target,
    started_at: rfc3339(run.startedAt),
    duration: run.duration,
    result: run.result,
    reason: run.reason,
    trigger: run.trigger,
    sha256_before: run.sha256Before ?? null,
    sha256_after: run.sha256After ?? null,
    anchors_before: run.anchorsBefore,
    anchors_after: run.anchorsAfter,
    added: run.added.map(recordedAnchorJson),
    removed: run.removed.map(recordedAnchorJson),
    hooks: run.hooks.map(hookJson),
    backup: run.backup ?? null,
  };
}

/** An anchor in the JSON of runs and plans. */
export const recordedAnchorJson = ({ subject, fingerprintSha256 }: RecordedAnchor) => ({
  subject,
  fingerprint_sha256: fingerprintSha256,
});

const hookJson = ({ stage, command, ok, duration, detail, output }: HookOutcome) => ({
  stage,
  command,
  ok,
  duration,
  detail,
  output,
});
