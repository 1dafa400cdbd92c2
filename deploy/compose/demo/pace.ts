/** Keys of Prometheus's, Alertmanager's and the exporter's files that say how long something is waited for. */
const DURATION =
  /^(?<before>\s*(?:- )?(?:for|keep_firing_for|group_wait|group_interval|repeat_interval|scrape_interval|evaluation_interval|interval): )(?<number>\d+)(?<unit>ms|[smhdw])(?<after>\s*(?:#.*)?)$/gm;

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/**
 * The same file with everything that is waited for divided by `pace`, so that what comes before what stays as it was.
 * Nothing else changes: expressions, thresholds, labels, routing and inhibition are those of the file.
 */
export function paced(text: string, pace: number): string {
  return text.replaceAll(DURATION, (_, before: string, number: string, unit: string, after: string) => {
    const milliseconds = Math.round((Number(number) * (SECONDS[unit] ?? 1) * 1000) / pace);
    const duration = milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
    return `${before}${duration}${after}`;
  });
}
