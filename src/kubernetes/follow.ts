import { inWords } from './answer/refusal.ts';
import { RefusedError } from './answer/refused-error.ts';
import type { ApiClient } from './api-client.ts';
import { ApiError } from './api-error.ts';
import { type Clock, SYSTEM_CLOCK } from './clock.ts';
import type { Follower, FollowHandler, FollowOptions, FollowState } from './following.ts';
import { Health } from './health.ts';
import { isKubernetesObject } from './kubernetes-object.ts';
import { readPage } from './list-page.ts';
import { SilenceGuard } from './silence-guard.ts';
import { openWatch, WatchReader } from './watch-events.ts';

/** The API server itself gives a list up after a minute. */
const LONGEST_SILENCE_MS = 60_000;
/** A watch is asked to end after five to ten minutes, each at another time, as client-go has it. */
const SHORTEST_WATCH_S = 300;
/** A watch that has not ended so long after it should have is given up. */
const WATCH_GRACE_MS = 30_000;
/** A watch that ends within this, and told nothing, is none. */
const NO_WATCH_MS = 1000;

/**
 * Follows the objects of one kind: lists them page by page, then watches, and lists again where the server no longer
 * knows what has changed. Whatever fails is tried again, with growing pauses, until it is closed.
 */
export function follow(
  client: ApiClient,
  options: FollowOptions,
  handler: FollowHandler,
  clock: Clock = SYSTEM_CLOCK,
): Follower {
  return new Following(client, options, handler, clock);
}

class Following implements Follower {
  readonly attempted: Promise<void>;
  readonly #client: ApiClient;
  readonly #options: FollowOptions;
  readonly #handler: FollowHandler;
  readonly #clock: Clock;
  readonly #health: Health;
  #attempt: () => void = () => {};
  #closed = false;
  #synced = false;
  /** Ends what is going on now: a request, or a wait. */
  #interrupt: () => void = () => {};
  /** A list that is under way: the next page, and as of when its first page was. */
  #listing: { readonly token: string; readonly version: string } | undefined;
  /** Where to watch from; undefined: list first. */
  #version: string | undefined;
  /** Whether what failed was a watch that had begun. */
  #watching = false;

  constructor(client: ApiClient, options: FollowOptions, handler: FollowHandler, clock: Clock) {
    this.#client = client;
    this.#options = options;
    this.#handler = handler;
    this.#clock = clock;
    this.#health = new Health(clock);
    this.attempted = new Promise((resolve) => {
      this.#attempt = resolve;
    });
    void this.#run();
  }

  get state(): FollowState {
    return { synced: this.#synced, ...this.#health.state };
  }

  close(): void {
    this.#closed = true;
    this.#interrupt();
    this.#attempt();
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      const guard = new SilenceGuard(this.#clock);
      this.#interrupt = () => guard.callOff(new ApiError('api_error', 'Closed.'));
      this.#watching = false;
      try {
        if (this.#version === undefined) await this.#listPage(guard);
        else await this.#watch(guard, this.#version);
      } catch (error) {
        if (this.#closed) return;
        // What a handler throws is a bug, and ends the process.
        if (!(error instanceof ApiError)) throw error;
        await this.#recover(error);
      } finally {
        guard.done();
      }
    }
  }

  async #listPage(guard: SilenceGuard): Promise<void> {
    const silent = `The API server ${this.#client.server} stopped answering while it listed ${inWords(this.#options)}.`;
    const heard = (): void => {
      this.#health.heard();
      guard.allow(LONGEST_SILENCE_MS, silent);
    };
    guard.allow(LONGEST_SILENCE_MS, silent);
    let begun = this.#listing !== undefined;
    const begin = (): void => {
      if (!begun) this.#handler.begin();
      begun = true;
    };
    const token = this.#listing?.token;
    const page = await readPage(this.#client, this.#options, token, guard.signal, heard, (object) => {
      if (this.#closed) return;
      begin();
      if (isKubernetesObject(object)) this.#handler.upsert(object);
    });
    if (this.#closed) return;
    begin();
    this.#health.answered();
    // Where pages are not of one moment, because the list had to go on with what is there now, the watch starts at
    // the moment of the first: it tells what has changed in between.
    const version = this.#listing?.version ?? page.resourceVersion;
    if (page.continueToken !== undefined) {
      this.#listing = { token: page.continueToken, version };
      return;
    }
    this.#listing = undefined;
    this.#version = version;
    this.#handler.synced();
    this.#synced = true;
    this.#attempt();
  }

  async #watch(guard: SilenceGuard, from: string): Promise<void> {
    const seconds = SHORTEST_WATCH_S + Math.floor(this.#clock.random() * SHORTEST_WATCH_S);
    const server = this.#client.server;
    const what = inWords(this.#options);
    guard.allow(LONGEST_SILENCE_MS, `The API server ${server} does not answer the request to watch ${what}.`);
    const chunks = await openWatch(this.#client, this.#options, from, seconds, guard.signal);
    const opened = this.#clock.monotonic();
    const longest = seconds * 1000 + WATCH_GRACE_MS;
    const silent = `The API server ${server} was silent for too long while ${what} were watched.`;
    this.#watching = true;
    this.#health.heard();
    this.#health.answered();
    guard.allow(longest, silent);
    const reader = new WatchReader(this.#options, server);
    let useful = false;
    try {
      for await (const chunk of chunks) {
        guard.allow(longest, silent);
        this.#health.heard();
        useful = this.#tell(reader, chunk) || useful;
        if (this.#closed) return;
      }
    } finally {
      useful ||= this.#clock.monotonic() - opened >= NO_WATCH_MS;
      if (useful) this.#health.succeeded();
    }
    if (!useful)
      throw new ApiError('api_error', `The API server ${server} ends the watch of ${what} at once.`);
  }

  /** Hands the events of a chunk over. Gives back whether there were any. */
  #tell(reader: WatchReader, chunk: Buffer): boolean {
    let told = false;
    try {
      for (const { type, object, version } of reader.read(chunk)) {
        if (this.#closed) break;
        if (object !== undefined && type === 'upsert') this.#handler.upsert(object);
        if (object !== undefined && type === 'remove') this.#handler.remove(object);
        this.#version = version ?? this.#version;
        told = true;
      }
    } catch (error) {
      // An error that the server tells, or what nobody understands: only a new list is sure to be right.
      this.#version = undefined;
      throw error;
    }
    return told;
  }

  async #recover(error: ApiError): Promise<void> {
    if (error instanceof RefusedError && error.status === 410) {
      this.#version = undefined;
      this.#listing =
        this.#listing === undefined || error.continueToken === undefined
          ? undefined
          : { token: error.continueToken, version: this.#listing.version };
    }
    const pause = this.#health.failed(error, this.#watching);
    if (this.#health.state.problem !== undefined) this.#attempt();
    if (pause === 0) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(pause, resolve);
      this.#interrupt = () => {
        cancel();
        resolve();
      };
    });
  }
}
