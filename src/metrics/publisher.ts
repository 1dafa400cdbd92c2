import { setTimeout as delay } from 'node:timers/promises';
import type { Inventory, SourceState } from '../model/inventory.ts';
import { INVENTORY_SUBJECTS } from './registry.ts';
import { SegmentRenderer } from './render.ts';
import { EMPTY_SEGMENT, type Segment } from './segment.ts';

/** An inventory and the text that was made of it. */
export interface Publication {
  readonly inventory: Inventory;
  readonly segment: Segment;
}

export interface PublisherOptions {
  /** The least time between the beginnings of two renderings, in milliseconds. */
  readonly minimumInterval?: number;
  /** Called when a rendering fails, which only a bug can bring about. The last publication stays. */
  readonly onError: (error: unknown) => void;
}

/**
 * Renders inventories as they come and publishes inventory and text together, at once. Changes that come faster
 * than once a second are taken together; the change that completes the first collection waits for nothing, because
 * the exporter is not ready before it is published.
 */
export class Publisher {
  readonly #renderer = new SegmentRenderer<SourceState>(INVENTORY_SUBJECTS, (state) => state.source);
  readonly #minimumInterval: number;
  readonly #onError: (error: unknown) => void;
  readonly #closing = new AbortController();
  #current: Publication = { inventory: { sources: [], ready: false }, segment: EMPTY_SEGMENT };
  #next: Inventory | undefined;
  #working: Promise<void> | undefined;
  #hurry = new AbortController();

  constructor({ minimumInterval = 1000, onError }: PublisherOptions) {
    this.#minimumInterval = minimumInterval;
    this.#onError = onError;
  }

  get current(): Publication {
    return this.#current;
  }

  /** To be called with every new inventory. Gives back at once. */
  publish(inventory: Inventory): void {
    if (this.#closing.signal.aborted) return;
    this.#next = inventory;
    if (inventory.ready && !this.#current.inventory.ready) this.#hurry.abort();
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /** Resolves when everything that was given to `publish` so far is published. */
  async settled(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  /** Publishes nothing more. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#next = undefined;
    this.#hurry.abort();
    await this.settled();
  }

  async #work(): Promise<void> {
    while (this.#next !== undefined) {
      const inventory = this.#next;
      this.#next = undefined;
      this.#hurry = new AbortController();
      const pause = this.#pause(this.#hurry.signal);
      try {
        this.#current = { inventory, segment: await this.#renderer.render(inventory.sources) };
      } catch (error) {
        this.#onError(error);
      }
      await pause;
    }
  }

  /** Ends early when there is a hurry. */
  async #pause(hurry: AbortSignal): Promise<void> {
    await delay(this.#minimumInterval, undefined, { signal: hurry, ref: false }).catch(() => undefined);
  }
}
