import * as z from 'zod';
import { DURATION_EXPECTED, INTERVAL_EXPECTED, isInterval, parseDuration } from './duration.ts';

/** A duration in the file, seconds after reading. */
export const duration = z.string(DURATION_EXPECTED).transform((text, context) => {
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  context.addIssue({ code: 'custom', message: `expected ${DURATION_EXPECTED}, got ${JSON.stringify(text)}` });
  return z.NEVER;
});

/** How often something is done. */
export const interval = duration.refine(isInterval, { message: INTERVAL_EXPECTED });

export const absolutePath = z
  .string()
  .refine((path) => path.startsWith('/'), { message: 'expected an absolute path, one that begins with /' });

const FINGERPRINT = /^[0-9a-f]{64}$/;

/** A SHA-256 fingerprint as any tool prints it: with or without colons, in either case. */
export const fingerprint = z.string().transform((text, context) => {
  const digits = text.replaceAll(':', '').toLowerCase();
  if (FINGERPRINT.test(digits)) return digits;
  const message = `expected a SHA-256 fingerprint of 64 hex digits, got ${JSON.stringify(text)}`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
