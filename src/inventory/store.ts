import type { Inventory, SourceState } from '../model/inventory.ts';
import { emptyState, type SourceIdentity } from './build.ts';
import { DuplicateSourceError } from './duplicate-source-error.ts';
import { labelValue } from './label-value.ts';

export type InventoryListener = (inventory: Inventory) => void;

/**
 * Holds the current inventory. Nothing in an inventory ever changes: an update makes a new one and puts it in the
 * place of the old, so whoever reads it sees either the whole of the one or the whole of the other.
 */
export class InventoryStore {
  #current: Inventory = { sources: [], ready: false };
  readonly #listeners = new Set<InventoryListener>();

  /**
   * Without sources it is empty and not ready until `setSources` is called.
   *
   * @throws DuplicateSourceError when two sources have the same name.
   */
  constructor(sources: readonly SourceIdentity[] = []) {
    if (sources.length > 0) this.setSources(sources);
  }

  get current(): Inventory {
    return this.#current;
  }

  /**
   * Takes a new set of sources, as after a reload. A source of the same name and type keeps what is known of it
   * until it is collected again, so that its series have no gap; one that is not in the set is forgotten.
   *
   * Once ready the inventory stays ready: a source that was added by a reload is no reason to take the exporter
   * out of service.
   *
   * @throws DuplicateSourceError when two sources have the same name, or names that are cut to the same label.
   */
  setSources(sources: readonly SourceIdentity[]): void {
    const shown = new Set<string>();
    for (const { name } of sources) {
      const label = labelValue(name);
      if (shown.has(label)) throw new DuplicateSourceError(name);
      shown.add(label);
    }
    const before = new Map(this.#current.sources.map((state) => [state.source, state]));
    this.#swap(
      sources.map((source) => {
        const state = before.get(source.name);
        return state?.type === source.type ? { ...state, interval: source.interval } : emptyState(source);
      }),
    );
  }

  /** What is known of a source now, for `buildState` to build upon. */
  state(source: string): SourceState | undefined {
    return this.#current.sources.find((state) => state.source === source);
  }

  /**
   * Puts a source's new state in the place of its old one. A state of a source that is not, or no longer, in the
   * set is dropped: a collection may end after the reload that removed its source.
   */
  update(state: SourceState): void {
    const known = this.state(state.source);
    if (known?.type !== state.type) return;
    this.#swap(this.#current.sources.map((each) => (each === known ? state : each)));
  }

  /** Calls `listener` with every new inventory until the function that is given back is called. */
  subscribe(listener: InventoryListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #swap(sources: readonly SourceState[]): void {
    const ready = this.#current.ready || sources.every((state) => state.lastCollection !== undefined);
    this.#current = { sources, ready };
    for (const listener of this.#listeners) listener(this.#current);
  }
}
