import type { BigIntStats } from 'node:fs';

/** What tells one state of one file from every other: if none of this has changed, neither has its content. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  /** Bytes. */
  readonly size: bigint;
  /** Nanoseconds since 1970. */
  readonly mtimeNs: bigint;
  /** Nanoseconds since 1970. Unlike the time of modification nobody can set it. */
  readonly ctimeNs: bigint;
}

/** Milliseconds: clocks of file systems are coarse, up to two seconds on some, and a second write may not show. */
const COARSE = 2_000;

export function identityOf(stats: BigIntStats): FileIdentity {
  const { dev, ino, size, mtimeNs, ctimeNs } = stats;
  return { dev, ino, size, mtimeNs, ctimeNs };
}

export function sameIdentity(left: FileIdentity, right: FileIdentity): boolean {
  return (
    left.ino === right.ino &&
    left.mtimeNs === right.mtimeNs &&
    left.ctimeNs === right.ctimeNs &&
    left.size === right.size &&
    left.dev === right.dev
  );
}

/**
 * Whether a change after `now` (Unix milliseconds) is sure to change the identity: it is not while the last one is
 * younger than two seconds. A time of modification far in the future, which archives restore, says nothing.
 */
export function isSettled(identity: FileIdentity, now: number): boolean {
  const age = (ns: bigint): number => now - Number(ns / 1_000_000n);
  return Math.abs(age(identity.mtimeNs)) >= COARSE && age(identity.ctimeNs) >= COARSE;
}
