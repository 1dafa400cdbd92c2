import type { FinishedRun } from '../../app.ts';
import { rotationRunJson } from '../../model/rotation-json.ts';

/** Runs in the form of `--output json`: as the record has them, with what only the terminal is told. */
export function runsJson(finished: readonly FinishedRun[]): string {
  return `${JSON.stringify({ runs: finished.map(runOf) }, undefined, 2)}\n`;
}

const runOf = ({ run, notes, trouble }: FinishedRun) => ({
  ...rotationRunJson(run),
  notes,
  trouble: trouble ?? null,
});
