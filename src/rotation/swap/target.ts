import type { BigIntStats } from 'node:fs';

/** By a new file that is renamed over the old one; or into the file itself, which readers can see half done. */
export type SwapWay = 'rename' | 'in_place';

/** A file that can be replaced, as it was when it was looked at. */
export interface Target {
  /** As the configuration names it. */
  readonly configured: string;
  /** Where that leads once every symbolic link is followed: what is replaced. */
  readonly path: string;
  /** All that is in it; undefined where there is no such file yet. */
  readonly current: Buffer | undefined;
  /** SHA-256 of `current`, lower-case hex. */
  readonly sha256: string | undefined;
  readonly way: SwapWay;
  /** Why it has to be written in place; undefined where it is renamed over. */
  readonly inPlaceBecause: string | undefined;
  /** What the file was, so that another one in its place is noticed before it is replaced. */
  readonly stats: BigIntStats | undefined;
}

/** A file that is not replaced, and why: one sentence, with what to do. */
export interface TargetRefusal {
  readonly refused: string;
}

export interface OpenTargetOptions {
  /** Whether the configuration allows to write into the file where it cannot be renamed over. */
  readonly inPlace: boolean;
  /**
   * Whether a missing file is created, readable by everybody. For the files of a distribution tool's source folder;
   * anywhere else a missing target is more often a misspelt one, and nobody would read what is created there.
   */
  readonly create: boolean;
  /** The rotation directory, so that a backup that shares the target's bytes is not taken for another's name of it. */
  readonly directory?: string;
}
