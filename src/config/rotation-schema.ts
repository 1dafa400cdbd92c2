import * as z from 'zod';
import { DISTRIBUTION_TOOLS } from '../model/rotation.ts';
import { isInterval } from './duration.ts';
import { overlaps } from './rotation-overlaps.ts';
import { hooksSchema, originSchema } from './rotation-parts.ts';
import { absolutePath, duration, fingerprint } from './schema-parts.ts';

/** More than any bundle; what is read is held in memory a few times over. */
const MOST_BYTES = 256 * 1024 * 1024;

const count = (most: number): z.ZodInt =>
  z
    .int()
    .min(0, { message: 'expected at least 0' })
    .max(most, { message: `expected at most ${most}` });

const distribution = z
  .strictObject({
    tool: z.enum(DISTRIBUTION_TOOLS),
    path: absolutePath,
    bundle: absolutePath.optional(),
  })
  .refine(({ tool, path }) => tool !== 'update-ca-certificates' || path.endsWith('.crt'), {
    message: 'expected a name that ends in .crt: update-ca-certificates reads no other',
    path: ['path'],
  });

const gate = z
  .strictObject({
    max_bytes: z
      .int()
      .min(1024, { message: 'expected at least 1024 bytes' })
      .max(MOST_BYTES, { message: `expected at most ${MOST_BYTES} bytes` })
      .optional(),
    min_anchors: z
      .int()
      .min(1, { message: 'expected at least 1: a bundle without anchors trusts nobody' })
      .optional(),
    min_share: z
      .number()
      .min(0, { message: 'expected a share from 0 to 1' })
      .max(1, { message: 'expected a share from 0 to 1' })
      .optional(),
    pinned: z.array(fingerprint).default([]),
    max_expired: count(Number.MAX_SAFE_INTEGER).optional(),
    canaries: z.array(absolutePath).default([]),
  })
  .prefault({});

/** What counts anchors says nothing of a server's chain. */
const OF_ANCHORS = ['min_anchors', 'min_share', 'max_expired', 'canaries'] as const;

/** One rotation as written. */
const rotation = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
      message: 'expected a name of at most 64 letters, digits, dots, hyphens and underscores',
    }),
    kind: z.enum(['anchors', 'chain']).default('anchors'),
    target: z.union([absolutePath, distribution], 'expected a path, or a mapping with tool and path'),
    content: originSchema,
    gate,
    hooks: hooksSchema,
    in_place: z.boolean().default(false),
    backups: count(100).optional(),
    max_age: duration.refine(isInterval, { message: 'expected a time between 1s and 24d' }).optional(),
  })
  .superRefine((written, context) => {
    const refuse = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    if (written.kind === 'chain') {
      if (typeof written.target !== 'string')
        refuse(['target'], 'expected a path: the tools of distributions make bundles of anchors');
      for (const key of OF_ANCHORS) {
        const value = written.gate[key];
        if (Array.isArray(value) ? value.length > 0 : value !== undefined)
          refuse(['gate', key], 'expected it for kind: anchors only');
      }
    } else {
      for (const [index, check] of written.hooks.verify.entries()) {
        if (check.serves_new)
          refuse(['hooks', 'verify', index, 'serves_new'], 'expected it for kind: chain only');
      }
    }
  });

/** The list of rotations as written. */
export const rotationsSchema = z.array(rotation).superRefine((rotations, context) => {
  for (const { path, message } of overlaps(rotations))
    context.addIssue({ code: 'custom', path: [...path], message });
});

/** What one rotation of a valid configuration file says. */
export type RotationFileConfig = z.output<typeof rotation>;
