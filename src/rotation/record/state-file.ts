import * as z from 'zod';
import { ROTATION_RESULTS, type RotationState } from '../../model/rotation.ts';

/** Raised whenever an older exporter would misread what a newer rotator writes. */
const VERSION = 1;

/** A time that a clock can show, in Unix seconds. */
const time = z.number().min(0).max(253_402_300_799);
const count = z.int().nonnegative();

const schema = z.object({
  version: z.literal(VERSION),
  /** How many bytes of the record are counted in; what follows them was recorded by a run that was then ended. */
  recorded: count,
  rotations: z.array(
    z.object({
      rotation: z.string().max(1024),
      last_result: z.enum(ROTATION_RESULTS),
      last_run: time,
      last_success: time.optional(),
      runs: z.strictObject({
        rotated: count,
        unchanged: count,
        refused: count,
        rolled_back: count,
        failed: count,
      }),
    }),
  ),
});

/** The state file as the program has it. */
export interface StateFile {
  /** Bytes of the record that are counted in. */
  readonly recorded: number;
  readonly states: readonly RotationState[];
}

/** Reads the text of a state file; what is wrong with it as a sentence where it is none of this version. */
export function parseState(text: string): StateFile | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is no JSON';
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) return whatIsWrong(value, parsed.error);
  const states = new Map<string, RotationState>();
  for (const each of parsed.data.rotations) {
    states.set(each.rotation, {
      rotation: each.rotation,
      lastResult: each.last_result,
      lastRun: each.last_run,
      lastSuccess: each.last_success,
      runs: each.runs,
    });
  }
  return { recorded: parsed.data.recorded, states: [...states.values()] };
}

/** The text of a state file. */
export function printState({ recorded, states }: StateFile): string {
  const rotations = states.map((state) => ({
    rotation: state.rotation,
    last_result: state.lastResult,
    last_run: state.lastRun,
    last_success: state.lastSuccess,
    runs: state.runs,
  }));
  return `${JSON.stringify({ version: VERSION, recorded, rotations }, undefined, 2)}\n`;
}

function whatIsWrong(value: unknown, error: z.ZodError): string {
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > VERSION)
    return `it is of version ${version}, and this exporter knows version ${VERSION}: install a newer one`;
  const [issue] = error.issues;
  return `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'not as expected'}`;
}
