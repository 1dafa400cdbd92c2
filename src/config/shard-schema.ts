import * as z from 'zod';
import { MOST_REPLICAS, type WrittenShard } from './shard-settings.ts';

/** The share of this replica as written: `auto` is the ordinal at the end of the pod's name. */
export const shardSchema = z
  .strictObject({
    index: z.union([z.literal('auto'), z.int().min(0)], {
      message: 'expected auto or a whole number from 0',
    }),
    count: z
      .int()
      .min(1, { message: 'expected at least 1' })
      .max(MOST_REPLICAS, {
        message: `expected at most ${MOST_REPLICAS}`,
      }),
  })
  .refine(({ index, count }) => index === 'auto' || index < count, {
    path: ['index'],
    message: 'expected less than count: the first index is 0',
  }) satisfies z.ZodType<WrittenShard>;
