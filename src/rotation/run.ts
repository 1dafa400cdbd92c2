import type { RotationSettings } from '../model/rotation.ts';
import { appendRun } from './record/append-run.ts';
import { attempt } from './run/attempt.ts';
import { type FinishedRun, type RunContext, type RunEnd, recordedRun } from './run/context.ts';
import { type Finish, resume } from './run/resume.ts';
import { isRotationError } from './run/rotation-error.ts';
import { withLock } from './swap/lock.ts';

/**
 * Runs one rotation once: whatever an earlier run has left is settled, the content is read, judged, swapped in, loaded
 * by hooks, and put back where one of them fails; all of it is recorded. Gives back the runs that were recorded, this
 * one last: one that an earlier process did not live to end comes before it. Throws only for bugs.
 */
export async function runRotation(
  settings: RotationSettings,
  context: RunContext,
): Promise<readonly FinishedRun[]> {
  const finished: FinishedRun[] = [];
  const startedAt = context.clock();
  // Recorded first: until then the journal has it that the run is not over.
  const finish: Finish = async (since, end, done) => {
    const run = recordedRun(settings, context, since, end);
    const troubles = [await troubleOf(() => appendRun(context.directory, run)), await troubleOf(done)];
    finished.push(finishedRun(run, end, troubles));
  };
  try {
    const held = await withLock(context.directory, settings.name, settings.target.path, async () => {
      const notes = await resume(settings, context, finish);
      await attempt(settings, context, notes, finish);
      return undefined;
    });
    if (held !== undefined) {
      const reason = `${held.lockHeld}: nothing was done; run it again when that one has ended`;
      await finish(startedAt, { result: 'failed', reason });
    }
  } catch (error) {
    if (!isRotationError(error)) throw error;
    await finish(startedAt, { result: 'failed', reason: error.message });
  }
  return finished;
}

function finishedRun(
  run: FinishedRun['run'],
  { targetSha256, notes = [] }: RunEnd,
  troubles: readonly (string | undefined)[],
): FinishedRun {
  const told = troubles.filter((trouble) => trouble !== undefined);
  return { run, targetSha256, notes, trouble: told.length === 0 ? undefined : told.join('; ') };
}

async function troubleOf(work: (() => Promise<void>) | undefined): Promise<string | undefined> {
  try {
    await work?.();
    return undefined;
  } catch (error) {
    if (!isRotationError(error)) throw error;
    return error.message;
  }
}

export type { VerifyChain } from './gate/verify-chain.ts';
export type { Shake, Shaken } from './hooks/run-handshake.ts';
export type { FinishedRun, RunContext } from './run/context.ts';
