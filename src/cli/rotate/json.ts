import type { FinishedRun } from '../../app.ts';
import type { RecordedAnchor, RotationRun } from '../../model/rotation.ts';
import { rfc3339 } from '../../model/words.ts';

/** Runs in the form of `--output json`: stable keys, more may be added. */
export function runsJson(finished: readonly FinishedRun[]): string {
  return `${JSON.stringify({ runs: finished.map(runOf) }, undefined, 2)}\n`;
}

function runOf({ run, notes, trouble }: FinishedRun) {
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
    added: run.added.map(anchorOf),
    removed: run.removed.map(anchorOf),
    hooks: run.hooks.map(hookOf),
    backup: run.backup ?? null,
    notes,
    trouble: trouble ?? null,
  };
}

/** An anchor in the JSON of runs and plans. */
export const anchorOf = ({ subject, fingerprintSha256 }: RecordedAnchor) => ({
  subject,
  fingerprint_sha256: fingerprintSha256,
});

const hookOf = ({ stage, command, ok, duration, detail, output }: RotationRun['hooks'][number]) => ({
  stage,
  command,
  ok,
  duration,
  detail,
  output,
});
