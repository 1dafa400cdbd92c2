import * as z from 'zod';
import { DURATION_EXPECTED, parseDuration } from './duration.ts';

/** Shortest interval between two collections that makes sense: below it a host does little else. */
const SHORTEST_INTERVAL_SECONDS = 1;
/** Longest one that a timer of Node can hold (2^31 - 1 milliseconds), rounded down to whole days. */
const LONGEST_INTERVAL_SECONDS = 24 * 86_400;

/** A duration in the file, seconds after reading. */
export const duration = z.string(DURATION_EXPECTED).transform((text, context) => {
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  context.addIssue({ code: 'custom', message: `expected ${DURATION_EXPECTED}, got ${JSON.stringify(text)}` });
  return z.NEVER;
});

/** How often something is done. */
export const interval = duration.refine(
  (seconds) => seconds >= SHORTEST_INTERVAL_SECONDS && seconds <= LONGEST_INTERVAL_SECONDS,
  { message: 'expected an interval between 1s and 24d' },
);

export const absolutePath = z
  .string()
  .refine((path) => path.startsWith('/'), { message: 'expected an absolute path, one that begins with /' });
