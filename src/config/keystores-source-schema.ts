import * as z from 'zod';
import { passphraseSchema } from './passphrase-schema.ts';
import { interval } from './schema-parts.ts';
import { pathKeys, sourceName, wantsSomething } from './source-schema-parts.ts';

/** A `keystores` source as written. */
export const keystoresSourceSchema = z
  .strictObject({
    name: sourceName,
    type: z.literal('keystores'),
    ...pathKeys,
    passphrases: z.array(passphraseSchema).min(1).optional(),
    interval: interval.optional(),
  })
  .superRefine(wantsSomething);

/** What a `keystores` source of a valid configuration file says. */
export type KeystoresSourceConfig = z.output<typeof keystoresSourceSchema>;
