import * as z from 'zod';
import { ALLOWED_HOST_EXPECTED, PORTS_EXPECTED, parseAllowedHost, parsePorts } from './allowed-host.ts';
import { duration } from './schema-parts.ts';

const host = z.string().transform((text, context) => {
  const allowed = parseAllowedHost(text);
  if (allowed !== undefined) return allowed;
  context.addIssue({
    code: 'custom',
    message: `expected ${ALLOWED_HOST_EXPECTED}, got ${JSON.stringify(text)}`,
  });
  return z.NEVER;
});

const ports = z.union([z.number(), z.string()], `expected ${PORTS_EXPECTED}`).transform((value, context) => {
  const range = parsePorts(value);
  if (range !== undefined) return range;
  context.addIssue({ code: 'custom', message: `expected ${PORTS_EXPECTED}, got ${JSON.stringify(value)}` });
  return z.NEVER;
});

const HTTPS = { first: 443, last: 443 };

/** Who may be dialled because somebody asks `/probe` for it, as written. */
export const probeSchema = z.strictObject({
  allow: z
    .array(
      z.strictObject({
        host,
        ports: z
          .array(ports)
          .min(1)
          .default(() => [HTTPS]),
      }),
    )
    .default([]),
  concurrency: z
    .int()
    .min(1, { message: 'expected at least 1' })
    .max(4096, { message: 'expected at most 4096' })
    .optional(),
  timeout_offset: duration.refine((seconds) => seconds <= 60, { message: 'expected at most 1m' }).optional(),
});

/** What the `probe` part of a valid configuration file says. */
export type ProbeFileConfig = z.output<typeof probeSchema>;
