import * as z from 'zod';
import { interval } from './schema-parts.ts';
import { pathKeys, sourceName, wantsSomething } from './source-schema-parts.ts';

/** A `kubeconfigs` source as written. */
export const kubeconfigsSourceSchema = z
  .strictObject({
    name: sourceName,
    type: z.literal('kubeconfigs'),
    ...pathKeys,
    interval: interval.optional(),
  })
  .superRefine(wantsSomething);

/** What a `kubeconfigs` source of a valid configuration file says. */
export type KubeconfigsSourceConfig = z.output<typeof kubeconfigsSourceSchema>;
