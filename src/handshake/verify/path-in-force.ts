import type { Flaw } from './flaw.ts';
import type { JudgedPath } from './judgement.ts';
import type { PathStep } from './verdict.ts';

/**
 * Of the paths with the least against them the one that is valid at `now` (Unix seconds), and of several the one that
 * lasts longest: what a client would use that looks at all of them.
 */
export function pathInForce(paths: readonly JudgedPath[], now: number): JudgedPath | undefined {
  const rank = ({ flaws, steps }: JudgedPath): number[] => [
    gravity(flaws),
    steps.some((step) => now < step.notBefore || now > step.notAfter) ? 1 : 0,
    -earliestExpiry(steps),
  ];
  return paths
    .map((path) => ({ path, rank: rank(path) }))
    .sort((left, right) => compare(left.rank, right.rank))
    .at(0)?.path;
}

/** When the path that lasts longest ends, as `Verdict.chainNotAfter` says it. */
export function lastsUntil(paths: readonly JudgedPath[]): number | undefined {
  const best = Math.min(...paths.map(({ flaws }) => gravity(flaws)));
  if (best >= INVALID) return undefined;
  const eligible = paths.filter(({ flaws }) => gravity(flaws) === best);
  return Math.max(...eligible.map(({ steps }) => earliestExpiry(steps)));
}

const INVALID = 2;

/** 0: nothing; 1: weak cryptography or an intermediate that was not sent; 2: it is no valid path. */
function gravity(flaws: readonly Flaw[]): number {
  if (flaws.length === 0) return 0;
  return flaws.some(({ reason }) => reason === 'invalid_chain') ? INVALID : 1;
}

function earliestExpiry(steps: readonly PathStep[]): number {
  return Math.min(...steps.map(({ notAfter }) => notAfter));
}

function compare(left: readonly number[], right: readonly number[]): number {
  const place = left.findIndex((value, index) => value !== right[index]);
  return place === -1 ? 0 : (left[place] as number) - (right[place] as number);
}
