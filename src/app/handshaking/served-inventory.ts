import { isDeepStrictEqual } from 'node:util';
import type { ShownChain } from '../../handshake/watch/watched-target.ts';
import type { SourceIdentity } from '../../inventory/build.ts';
import type { InventoryStore } from '../../inventory/store.ts';
import type { SourceState } from '../../model/inventory.ts';
import type { Problem } from '../../model/problem.ts';
import type { ProblemLog } from '../problem-log.ts';
import { HANDSHAKE_SOURCE, shownCertificates } from './shown-certificates.ts';

/** Seconds between two looks at the lists of targets. */
export const LISTING_INTERVAL = 5;

/** The source that served certificates have, as the inventory has to know it. */
export const SERVED_SOURCE: SourceIdentity = { ...HANDSHAKE_SOURCE, interval: LISTING_INTERVAL };

/** Puts what is served into the inventory, where that has changed. */
export class ServedInventory {
  readonly #inventory: InventoryStore;
  readonly #problems: ProblemLog;

  constructor(inventory: InventoryStore, problems: ProblemLog) {
    this.#inventory = inventory;
    this.#problems = problems;
  }

  /** `listed` is the last listing of the targets, which is what a collection is to this source. */
  update(
    chains: readonly ShownChain[],
    otherProblems: readonly Problem[],
    listed: SourceState['lastCollection'],
  ): void {
    const before = this.#inventory.state(SERVED_SOURCE.name);
    if (before === undefined) return;
    const shown = shownCertificates(chains);
    const problems = [...otherProblems, ...shown.problems];
    const state: SourceState = {
      source: SERVED_SOURCE.name,
      type: SERVED_SOURCE.type,
      interval: SERVED_SOURCE.interval,
      lastCollection: listed,
      certificates: sameItems(before.certificates, shown.certificates)
        ? before.certificates
        : shown.certificates,
      revocationLists: before.revocationLists,
      problems: isDeepStrictEqual(before.problems, problems) ? before.problems : problems,
    };
    const isSame =
      before.lastCollection === state.lastCollection &&
      before.certificates === state.certificates &&
      before.problems === state.problems;
    if (isSame) return;
    this.#inventory.update(state);
    this.#problems.update(state);
  }
}

function sameItems<Item>(left: readonly Item[], right: readonly Item[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
