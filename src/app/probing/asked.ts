import { RecentMap } from '../../handshake/recent-map.ts';
import { sameFacts } from '../../handshake/watch/same-facts.ts';
import type { HandshakeResult, Target } from '../../model/handshake.ts';
import type { ModuleOptions } from '../../model/handshake-module.ts';
import type { SourceState } from '../../model/inventory.ts';
import { HANDSHAKE_SOURCE, shownCertificates } from '../handshaking/shown-certificates.ts';

/** What probes say that seldom changes. */
export interface Shown {
  readonly facts: readonly HandshakeResult[];
  /** What was served, as a source of its own. */
  readonly served: SourceState;
}

/** Whom somebody wants to have dialled, and how. */
export interface Wanted {
  readonly target: Target;
  readonly module: ModuleOptions;
  /** The module as it is configured, where the question says something else in part. */
  readonly configured: ModuleOptions;
}

/**
 * A question that Prometheus asks every minute, and what was answered last. Nearly always the next answer says the same
 * in everything but times, and then gives the same objects, so that what is made of them need not be made again.
 */
export class Asked implements Wanted {
  readonly target: Target;
  readonly module: ModuleOptions;
  readonly configured: ModuleOptions;
  #last: Shown | undefined;

  constructor({ target, module, configured }: Wanted) {
    this.target = target;
    this.module = module;
    this.configured = configured;
  }

  /** What these results show, one or one for each address. */
  shown(results: readonly HandshakeResult[]): Shown {
    if (this.#last === undefined || !saySame(this.#last.facts, results)) this.#last = shownOf(results);
    return this.#last;
  }
}

/** The questions that were asked most recently, by all that they are made of. */
export type AskedBefore = RecentMap<Asked>;

/** So many are remembered, some 12 kB each: what a Prometheus with a thousand targets asks in turn. */
const MOST_ASKED = 1024;

export function nothingAsked(): AskedBefore {
  return new RecentMap(MOST_ASKED);
}

function saySame(before: readonly HandshakeResult[], results: readonly HandshakeResult[]): boolean {
  return (
    before.length === results.length &&
    before.every((one, index) => {
      const other = results[index];
      return other !== undefined && one.address === other.address && sameFacts(one, other);
    })
  );
}

function shownOf(facts: readonly HandshakeResult[]): Shown {
  const served: SourceState = {
    source: HANDSHAKE_SOURCE.name,
    type: HANDSHAKE_SOURCE.type,
    interval: 0,
    lastCollection: undefined,
    revocationLists: [],
    ...shownCertificates(facts),
  };
  return { facts, served };
}
