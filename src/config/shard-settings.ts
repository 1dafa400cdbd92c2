import type { Shard } from '../model/shard.ts';
import { ConfigError } from './config-error.ts';

/** What `--shard` looks like, for messages. */
export const SHARD_EXPECTED = 'INDEX/COUNT such as 0/3, or auto/COUNT in a StatefulSet';

/** More replicas than this is a slip of the pen. */
export const MOST_REPLICAS = 1000;

/** What the file or a flag says of it; `auto` is the ordinal at the end of the pod's name. */
export interface WrittenShard {
  readonly index: number | 'auto';
  readonly count: number;
}

/** The only replica. */
export const WHOLE: Shard = { index: 0, count: 1 };

/** Reads the value of `--shard`; undefined where it is none. */
export function parseShard(text: string): WrittenShard | undefined {
  const [, index = '', digits] = /^(auto|\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const count = Number(digits);
  if (!(count >= 1 && count <= MOST_REPLICAS)) return undefined;
  if (index === 'auto') return { index, count };
  return Number(index) < count ? { index: Number(index), count } : undefined;
}

/**
 * The share of this replica.
 * @param hostname the pod's name, as `HOSTNAME` has it; the pods of a StatefulSet end in `-0`, `-1`, …
 * @throws ConfigError where the name has no ordinal, or one that is not below the count
 */
export function resolveShard(
  { index, count }: WrittenShard,
  hostname: string | undefined = process.env['HOSTNAME'],
): Shard {
  if (index !== 'auto') return { index, count };
  const ordinal = /-(\d{1,6})$/.exec(hostname ?? '')?.[1];
  if (ordinal === undefined) {
    throw new ConfigError(
      `shard auto/${count} needs the name of a pod of a StatefulSet, which ends in its ordinal: HOSTNAME is ${JSON.stringify(hostname ?? '')}`,
    );
  }
  if (Number(ordinal) >= count) {
    throw new ConfigError(
      `shard auto/${count}: ${hostname} is pod ${Number(ordinal) + 1} of ${count}; the count has to be the number of replicas`,
    );
  }
  return { index: Number(ordinal), count };
}
