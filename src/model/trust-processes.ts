import type { Runtime } from './trust.ts';

/** Processes of one runtime in one unit that started before a place that they load their roots from last changed. */
export interface StaleProcesses {
  readonly runtime: Runtime;
  /** What has to be restarted: a systemd unit or a container; empty where there is neither. */
  readonly unit: string;
  /** The file or folder that has changed, as the processes see it. */
  readonly path: string;
  /** In ascending order. */
  readonly pids: readonly number[];
  /** Unix seconds at which the first of them was started. */
  readonly startedAt: number;
  /** Unix seconds at which the content of the place last changed. */
  readonly changedAt: number;
}

/** How many processes of one runtime in one unit were looked at. */
export interface LookedProcesses {
  readonly runtime: Runtime;
  readonly unit: string;
  readonly processes: number;
}

/** What one place held when it was last looked at. */
export interface SeenContent {
  /** SHA-256 over the fingerprints of what the runtime loads from it; never over the bytes, where a key may be. */
  readonly digest: string;
  /** Unix seconds; undefined where nothing was there to ask. */
  readonly changedAt: number | undefined;
  /** Unix seconds of the look. */
  readonly seenAt: number;
  /** Unix seconds at which the host was started, as its clock told at the look: another one where it has been set. */
  readonly bootedAt: number;
}

/** What the places of all processes held, by view and place: given to the next look, so that it can tell a change. */
export type SeenContents = ReadonlyMap<string, SeenContent>;

/** Who runs on a host with the roots of before. Immutable. */
export interface ProcessTrust {
  /** Those that were looked at, sorted by runtime and unit. */
  readonly looked: readonly LookedProcesses[];
  /** Sorted by runtime, unit and path. */
  readonly stale: readonly StaleProcesses[];
  /** How many processes may not be looked at. */
  readonly hidden: number;
  readonly contents: SeenContents;
}
