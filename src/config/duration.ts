/** Seconds in each unit that a duration may be written in, as Prometheus writes them. */
const UNIT_SECONDS = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 } as const;

type Unit = keyof typeof UNIT_SECONDS;

const PART = /(\d+)(ms|[smhdwy])/g;
const WHOLE = /^(?:\d+(?:ms|[smhdwy]))+$/;

/** What a duration has to look like, for messages. */
export const DURATION_EXPECTED = 'a duration such as 30s, 5m, 72h or 7d';

/** Shortest interval between two collections that makes sense: below it a host does little else. Seconds. */
const SHORTEST_INTERVAL = 1;
/** Longest one that a timer of Node.js can hold (2^31 - 1 milliseconds), rounded down to whole days. Seconds. */
const LONGEST_INTERVAL = 24 * 86_400;

/** What an interval has to look like, for messages. */
export const INTERVAL_EXPECTED = 'expected an interval between 1s and 24d';

/** Whether something can be done again every so many seconds. */
export function isInterval(seconds: number): boolean {
  return seconds >= SHORTEST_INTERVAL && seconds <= LONGEST_INTERVAL;
}

/**
 * Reads a duration as Prometheus writes it: whole numbers with units, `30s`, `7d`, `1h30m`. A bare `0` is zero.
 * Gives back seconds, or undefined where the text is no duration.
 */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  if (!WHOLE.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(PART)) seconds += Number(count) * UNIT_SECONDS[unit as Unit];
  return Number.isFinite(seconds) ? seconds : undefined;
}

/** Writes seconds as the shortest whole duration in units that people read: `90s` is `1m30s`, 604800 is `7d`. */
export function formatDuration(seconds: number): string {
  let rest = Math.round(seconds * 1000);
  const parts: string[] = [];
  for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
    const size = Math.round(UNIT_SECONDS[unit] * 1000);
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.join('') || '0s';
}
