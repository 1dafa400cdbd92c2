import type { ApiClient } from '../../kubernetes/api-client.ts';
import type { Cluster } from '../../kubernetes/cluster-settings.ts';
import type { Follower, FollowHandler, FollowOptions } from '../../kubernetes/following.ts';
import type { ObjectRule } from '../../model/object-rule.ts';
import type { Problem } from '../../model/problem.ts';
import type { Shard } from '../../model/shard.ts';
import type { Collection, Source } from '../../model/source.ts';
import { ClusterWatch } from './cluster-watch.ts';
import type { ReadField } from './object-contents.ts';

/** Starts to follow; as `follow` of the Kubernetes room does. */
export type Follow = (client: ApiClient, options: FollowOptions, handler: FollowHandler) => Follower;

export interface KubernetesSourceOptions {
  /** The `source` label. */
  readonly name: string;
  /** Seconds between two collections. */
  readonly interval: number;
  readonly rules: readonly ObjectRule[];
  /** The labels of objects that are wanted. */
  readonly objectLabels: readonly string[];
  /** Objects a page at most. */
  readonly pageSize: number;
  /** The share of this replica; undefined: everything. */
  readonly shard: Shard | undefined;
  readonly readField: ReadField;
  /** Gives the cluster, or says why it cannot be asked at all. Called again at each collection until it can. */
  readonly open: () => Promise<Cluster | Problem>;
  readonly follow: Follow;
  /** Milliseconds that the first collection, and each later one, waits for keystores that are being opened. */
  readonly patience?: { readonly first: number; readonly later: number };
}

/**
 * Certificates in the objects of one cluster. It follows them from its first collection on; each one gives back what
 * is known by then, and costs nothing where nothing has changed.
 */
export function createKubernetesSource(options: KubernetesSourceOptions): Source {
  const { name, interval } = options;
  const collector = new KubernetesCollector(options);
  return {
    name,
    type: 'kubernetes',
    interval,
    collect: (signal) => collector.collect(signal),
    close: async () => collector.close(),
  };
}

const NOTHING: Omit<Collection, 'complete' | 'problems'> = { certificates: [], revocationLists: [] };

class KubernetesCollector {
  readonly #options: KubernetesSourceOptions;
  #cluster: Cluster | undefined;
  #watch: ClusterWatch | undefined;
  #unopened: Problem | undefined;
  #isClosed = false;

  constructor(options: KubernetesSourceOptions) {
    this.#options = options;
  }

  async collect(signal: AbortSignal): Promise<Collection> {
    signal.throwIfAborted();
    const watch = this.#watch ?? (await this.#open());
    signal.throwIfAborted();
    if (watch === undefined) {
      return { ...NOTHING, problems: this.#unopened ? [this.#unopened] : [], complete: false };
    }
    await untilAborted(watch.attempted(), signal);
    return watch.collection();
  }

  close(): void {
    this.#isClosed = true;
    this.#watch?.close();
    this.#cluster?.close();
  }

  async #open(): Promise<ClusterWatch | undefined> {
    const opened = await this.#options.open();
    if ('reason' in opened) {
      this.#unopened = opened;
      return undefined;
    }
    // The end may have come meanwhile: what is opened now nobody would close.
    if (this.#isClosed) {
      opened.close();
      return undefined;
    }
    this.#cluster = opened;
    this.#watch = new ClusterWatch(opened.client, this.#options);
    return this.#watch;
  }
}

/** @throws the signal's reason where it is aborted first. */
async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
