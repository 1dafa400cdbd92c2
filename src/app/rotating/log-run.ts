import type { Logger } from '../../log/logger.ts';
import type { RotationResult } from '../../model/rotation.ts';
import type { FinishedRun } from '../../rotation/run.ts';

const MESSAGES: Readonly<Record<RotationResult, string>> = {
  rotated: 'Rotated',
  unchanged: 'Nothing to rotate',
  refused: 'New content refused',
  rolled_back: 'Rotation rolled back',
  failed: 'Rotation failed',
};

/** Tells a log of a run: what is fine as information, all else as an error, for it asks for a person. */
export function logRun(log: Logger, { run, notes, trouble }: FinishedRun): void {
  const { rotation, target, result, reason, trigger, duration, backup } = run;
  const isFine = result === 'rotated' || result === 'unchanged';
  const fields = {
    rotation,
    target,
    reason,
    trigger,
    duration: Number(duration.toFixed(3)),
    ...(result === 'rotated' && { added: run.added.length, removed: run.removed.length }),
    ...(backup !== undefined && { backup }),
  };
  log[isFine ? 'info' : 'error'](fields, MESSAGES[result]);
  for (const note of notes) log.warn({ rotation, note }, 'To know of a rotation');
  if (trouble !== undefined) log.error({ rotation, trouble }, 'Run could not be recorded or finished');
}
