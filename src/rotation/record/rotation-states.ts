import type { RotationState } from '../../model/rotation.ts';

/** What the state file says of rotations that have run. */
export interface RotationStates {
  /** Each rotation once; one that has never run is not among them. */
  readonly states: readonly RotationState[];
  /** Why the file says nothing, as a sentence; undefined where it could be read. */
  readonly trouble: string | undefined;
  /** Whether that is so because there is no file, as before the first run. */
  readonly isMissing: boolean;
}
