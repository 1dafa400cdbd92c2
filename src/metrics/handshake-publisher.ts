import { setTimeout as delay } from 'node:timers/promises';
import { type HandshakeShard, type HandshakeState, NO_HANDSHAKES } from '../model/handshake-state.ts';
import type { Format } from './format.ts';
import { HANDSHAKE_SUBJECTS } from './handshake-subjects.ts';
import { SegmentRenderer } from './render.ts';
import { EMPTY_SEGMENT, type Segment } from './segment.ts';

/** What is known of the targets, and the text that was made of it, one for each format. */
export interface HandshakePublication {
  readonly state: HandshakeState;
  readonly segments: Readonly<Record<Format, Segment>>;
}

export interface HandshakePublisherOptions {
  /** What is known of the targets now. */
  readonly read: () => HandshakeState;
  /** The least time between the beginnings of two renderings, in milliseconds. */
  readonly minimumInterval?: number;
  /** Called when a rendering fails, which only a bug can bring about. The last publication stays. */
  readonly onError: (error: unknown) => void;
}

/** After a rendering there is so many times as long a pause: however many targets there are, rendering is a tenth. */
const PAUSE_FACTOR = 9;

/**
 * Renders what is known of the targets after it has changed. Thousands of changes a second cost one rendering a
 * second at most, and less often than that where one takes long.
 */
export class HandshakePublisher {
  readonly #renderer = new SegmentRenderer<HandshakeShard>(HANDSHAKE_SUBJECTS, ({ index }) => String(index));
  readonly #options: Required<HandshakePublisherOptions>;
  readonly #closing = new AbortController();
  #current: HandshakePublication = {
    state: NO_HANDSHAKES,
    segments: { text: EMPTY_SEGMENT, openmetrics: EMPTY_SEGMENT },
  };
  #isDue = false;
  #working: Promise<void> | undefined;

  constructor(options: HandshakePublisherOptions) {
    this.#options = { minimumInterval: 1000, ...options };
  }

  get current(): HandshakePublication {
    return this.#current;
  }

  /** To be called after each change. Gives back at once. */
  changed(): void {
    if (this.#closing.signal.aborted) return;
    this.#isDue = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /** Resolves when everything that was changed so far is published. */
  async settled(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  /** Publishes nothing more. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#isDue = false;
    await this.settled();
  }

  async #work(): Promise<void> {
    const { read, minimumInterval, onError } = this.#options;
    while (this.#isDue) {
      this.#isDue = false;
      const started = performance.now();
      try {
        const state = read();
        this.#current = { state, segments: await this.#renderer.renderFormats(state.shards) };
      } catch (error) {
        onError(error);
      }
      const took = performance.now() - started;
      const share = minimumInterval > 0 ? took * PAUSE_FACTOR : 0;
      await this.#pause(Math.max(minimumInterval - took, share));
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    const { signal } = this.#closing;
    await delay(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
