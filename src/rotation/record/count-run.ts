import * as z from 'zod';
import { ROTATION_RESULTS, type RotationState } from '../../model/rotation.ts';

/** What a line of the record has to have to be counted. */
const counted = z.object({
  rotation: z.string().max(1024),
  result: z.enum(ROTATION_RESULTS),
  started_at: z.iso.datetime(),
  duration: z.number().min(0),
});

const NONE: RotationState['runs'] = { rotated: 0, unchanged: 0, refused: 0, rolled_back: 0, failed: 0 };

/** The states with one more run in them; a line that is none, half written before a power cut, changes nothing. */
export function countRun(states: Map<string, RotationState>, line: string): void {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return;
  }
  const parsed = counted.safeParse(value);
  if (!parsed.success) return;
  const { rotation, result, started_at: startedAt, duration } = parsed.data;
  const before = states.get(rotation);
  const runs = before?.runs ?? NONE;
  const ended = Date.parse(startedAt) / 1000 + duration;
  const isSuccess = result === 'rotated' || result === 'unchanged';
  states.set(rotation, {
    rotation,
    lastResult: result,
    lastRun: ended,
    lastSuccess: isSuccess ? ended : before?.lastSuccess,
    runs: { ...runs, [result]: runs[result] + 1 },
  });
}
