import * as z from 'zod';
import { absolutePath, interval } from './schema-parts.ts';

const FINGERPRINT = /^[0-9a-f]{64}$/;

/** As any tool prints it: with or without colons, in either case. */
const fingerprint = z.string().transform((text, context) => {
  const digits = text.replaceAll(':', '').toLowerCase();
  if (FINGERPRINT.test(digits)) return digits;
  const message = `expected a SHA-256 fingerprint of 64 hex digits, got ${JSON.stringify(text)}`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const pair = z
  .strictObject({ left: absolutePath, right: absolutePath })
  .refine(({ left, right }) => left !== right, {
    message: 'expected two paths that differ',
    path: ['right'],
  });

/** The audit of what this host trusts, as written. */
export const trustSchema = z.strictObject({
  interval: interval.optional(),
  bundles: z.array(absolutePath).default([]),
  drift: z.array(pair).default([]),
  accept: z.array(fingerprint).default([]),
});

/** What the `trust` part of a valid configuration file says. */
export type TrustFileConfig = z.output<typeof trustSchema>;
