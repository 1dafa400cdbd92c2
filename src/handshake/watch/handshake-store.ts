import { type HandshakeShard, type HandshakeState, NO_HANDSHAKES } from '../../model/handshake-state.ts';
import type { ShownChain, WatchedTarget } from './watched-target.ts';

/** Targets to a shard: few enough that a change costs little, and enough that text is made in worthwhile pieces. */
const SHARD = 1024;

/**
 * Makes immutable states out of targets that change all the time. What did not change is shared between one state
 * and the next, so that the stages after it know what they have to do.
 */
export class HandshakeStore {
  #watched: readonly WatchedTarget[] = [];
  #shardOf = new Map<WatchedTarget, number>();
  readonly #dirty = new Set<number>();
  #current: HandshakeState = NO_HANDSHAKES;

  /** Takes another set of targets, in the order in which they are to be shown. */
  setTargets(watched: readonly WatchedTarget[]): void {
    this.#watched = watched;
    this.#shardOf = new Map(watched.map((each, index) => [each, Math.floor(index / SHARD)]));
    this.#dirty.clear();
    const count = Math.ceil(watched.length / SHARD);
    for (let shard = 0; shard < count; shard++) this.#dirty.add(shard);
    this.#current = { shards: this.#current.shards.slice(0, count) };
  }

  /** To be called when something about a target has changed. One that is not there any more is nobody's. */
  changed(watched: WatchedTarget): void {
    const shard = this.#shardOf.get(watched);
    if (shard !== undefined) this.#dirty.add(shard);
  }

  /** The state now; the same object as before where nothing has changed. */
  get current(): HandshakeState {
    if (this.#dirty.size === 0) return this.#current;
    const shards = [...this.#current.shards];
    for (const index of this.#dirty) shards[index] = this.#makeShard(index, shards[index]);
    this.#dirty.clear();
    this.#current = { shards };
    return this.#current;
  }

  /** The chains that were shown in the day before `now` (Unix seconds), in the order of the targets. */
  shownChains(now: number): readonly ShownChain[] {
    return this.#watched.flatMap((watched) => watched.shownChains(now));
  }

  #makeShard(index: number, before: HandshakeShard | undefined): HandshakeShard {
    const watched = this.#watched.slice(index * SHARD, (index + 1) * SHARD);
    const facts = watched.flatMap((each) => each.facts);
    return {
      index,
      states: watched.flatMap((each) => each.states),
      facts: before !== undefined && sameItems(before.facts, facts) ? before.facts : facts,
    };
  }
}

function sameItems<Item>(left: readonly Item[], right: readonly Item[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
