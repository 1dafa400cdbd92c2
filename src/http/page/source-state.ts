import type { SourceState } from '../../model/inventory.ts';
import { spanInWords } from '../../model/words.ts';

/** How a source stands: `waiting` for its first collection, `up`, `down`, or `late` with the next one. */
export type SourceCondition = 'waiting' | 'up' | 'down' | 'late';

/**
 * How a source stands at `now` (Unix seconds). It is late when three intervals and the time that a collection
 * takes have gone by: one may be skipped on a busy host, two in a row may not.
 */
export function sourceCondition({ interval, lastCollection }: SourceState, now: number): SourceCondition {
  if (lastCollection === undefined) return 'waiting';
  if (now - lastCollection.timestamp > 3 * interval + lastCollection.duration) return 'late';
  return lastCollection.up ? 'up' : 'down';
}

/** Each condition in words. */
export const CONDITION_WORDS: Readonly<Record<SourceCondition, string>> = {
  waiting: 'First collection running',
  up: 'Up',
  down: 'Down: could not list everything',
  late: 'Late: the next collection is overdue',
};

/** A short time as people read it: `3 ms`, `1.2 s`, `2 minutes`. */
export function durationInWords(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  return seconds < 60 ? `${Number(seconds.toFixed(1))} s` : spanInWords(seconds);
}
