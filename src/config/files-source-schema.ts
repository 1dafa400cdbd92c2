import * as z from 'zod';
import { interval } from './schema-parts.ts';
import { pathKeys, sourceName, wantsSomething } from './source-schema-parts.ts';

/** A `files` source as written; the type of a source that names none. */
export const filesSourceSchema = z
  .strictObject({
    name: sourceName,
    type: z.literal('files').default('files'),
    ...pathKeys,
    interval: interval.optional(),
  })
  .superRefine(wantsSomething);

/** What a `files` source of a valid configuration file says. */
export type FilesSourceConfig = z.output<typeof filesSourceSchema>;
