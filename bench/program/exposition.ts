/** The value of the first sample of a metric; undefined where there is none. */
export function valueOf(exposition: string, metric: string): number | undefined {
  const match = new RegExp(`^${metric}(?:\\{[^\\n]*\\})? (\\S+)$`, 'm').exec(exposition);
  return match === null ? undefined : Number(match[1]);
}

/** How many series each metric has. Comments and empty lines are none. */
export function seriesByMetric(exposition: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [, name] of exposition.matchAll(/^([a-zA-Z_:][\w:]*)(?=[ {])/gm)) {
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
