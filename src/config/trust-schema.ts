import * as z from 'zod';
import { absolutePath, fingerprint, interval } from './schema-parts.ts';

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
