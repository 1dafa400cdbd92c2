/** What several measurements of one thing say. One slow or one lucky run moves the ends and not the median. */
export interface Spread {
  readonly median: number;
  readonly minimum: number;
  readonly maximum: number;
  /** How many measurements there were. */
  readonly count: number;
}

/** @param values At least one. */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('a spread needs at least one value');
  const sorted = values.toSorted((left, right) => left - right);
  return {
    median: percentile(sorted, 50),
    minimum: sorted[0] as number,
    maximum: sorted.at(-1) as number,
    count: sorted.length,
  };
}

/** The value below or at which `percent` of all values are (nearest rank); the median is the mean of the middle two. */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) throw new RangeError('a percentile needs at least one value');
  const sorted = values.toSorted((left, right) => left - right);
  if (percent === 50 && sorted.length % 2 === 0) {
    const upper = sorted.length / 2;
    return ((sorted[upper - 1] as number) + (sorted[upper] as number)) / 2;
  }
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1] as number;
}
