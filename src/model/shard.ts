/** The share of one replica: `count` of them hold disjoint shares, which together are the whole. */
export interface Shard {
  /** From 0 to `count - 1`. */
  readonly index: number;
  /** How many replicas there are. */
  readonly count: number;
}

const FNV_OFFSET = 0x811c_9dc5;
const FNV_PRIME = 0x0100_0193;

/**
 * Whether a replica holds the thing that is known by these parts. Without a shard it holds everything. The answer
 * depends on nothing but the text: it is the same in each replica, after each restart, on every machine, and has to
 * stay the same from one version to the next, or a rolling update would show things twice or not at all.
 */
export function holds(shard: Shard | undefined, ...parts: readonly string[]): boolean {
  return shard === undefined || shard.count === 1 || hash32(parts.join('/')) % shard.count === shard.index;
}

/**
 * FNV-1a over the UTF-8 bytes, and the last step of MurmurHash3: the lowest bits of FNV-1a alone, which the remainder
 * is made of, know little of the higher ones.
 */
export function hash32(text: string): number {
  let hash = FNV_OFFSET;
  for (const octet of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ octet, FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
