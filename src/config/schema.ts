import * as z from 'zod';
import { LOG_FORMATS, LOG_LEVELS } from '../log/levels.ts';
import { handshakeSchema } from './handshake-schema.ts';
import { checkRotationReferences } from './rotation-references.ts';
import { rotationsSchema } from './rotation-schema.ts';
import { absolutePath, interval } from './schema-parts.ts';
import { shardSchema } from './shard-schema.ts';
import { sourcesSchema } from './sources-schema.ts';
import { trustSchema } from './trust-schema.ts';

/** The configuration file as written: strict, so that a misspelt key is an error and not silence. */
export const fileSchema = z
  .strictObject({
    root: absolutePath.optional(),
    scan: z.strictObject({ interval: interval.optional() }).default({}),
    shard: shardSchema.optional(),
    sources: sourcesSchema.optional(),
    handshake: handshakeSchema.optional(),
    trust: trustSchema.optional(),
    rotation: rotationsSchema.optional(),
    rotation_directory: absolutePath.optional(),
    web: z.strictObject({ listen: z.array(z.string()).min(1).optional() }).default({}),
    log: z
      .strictObject({ level: z.enum(LOG_LEVELS).optional(), format: z.enum(LOG_FORMATS).optional() })
      .default({}),
  })
  .superRefine(checkRotationReferences);

/** What a valid configuration file says. */
export type FileConfig = z.output<typeof fileSchema>;
