import type { HandshakeResult, Target } from '../../model/handshake.ts';
import type { ModuleOptions } from '../../model/handshake-module.ts';
import type { TargetState } from '../../model/handshake-state.ts';
import type { Job, Run } from '../schedule/schedule.ts';
import { sameChain, sameFacts } from './same-facts.ts';

/** Seconds for which the last captured chain is kept after its target has stopped showing one. */
export const CHAIN_KEPT = 24 * 3600;

/** How often a target is dialled. */
export interface Pace {
  /** Seconds from one attempt to the next. */
  readonly interval: number;
  /** Seconds that this may grow to with failures in a row; undefined: it does not grow. */
  readonly maxBackoff: number | undefined;
}

export interface WatchOptions {
  readonly pace: Pace;
  /** Makes one attempt: a result, or one for each address. */
  readonly attempt: (target: Target, module: ModuleOptions, run: Run) => Promise<readonly HandshakeResult[]>;
  /** Whether a certificate is stored where the target says; undefined where that is not known. */
  readonly isStored: (target: Target, fingerprintSha256: string) => boolean | undefined;
  /** Called after each attempt. */
  readonly onResults: (watched: WatchedTarget, results: readonly HandshakeResult[]) => void;
}

/** The chain that a target, or one of its addresses, showed last. */
export interface ShownChain {
  readonly target: Target;
  readonly address?: string;
  readonly chain: HandshakeResult['chain'];
  readonly unreadable: HandshakeResult['unreadable'];
}

/** What is remembered of a target, or of one of its addresses. */
interface Memory {
  attempts: number;
  failures: number;
  lastSuccess: number | undefined;
  result: HandshakeResult;
  facts: HandshakeResult;
  shown: ShownChain | undefined;
  /** Unix seconds at which that was last seen. */
  seen: number;
}

/** One target that is dialled again and again, with all that is known of it. */
export class WatchedTarget implements Job {
  readonly #options: WatchOptions;
  #target: Target;
  #module: ModuleOptions;
  #pace: Pace;
  /** By address; the empty one is for a target that is not dialled address by address. */
  readonly #memories = new Map<string, Memory>();
  /** The addresses of the last attempt. */
  #present: readonly string[] = [];
  #failuresInRow = 0;

  constructor(target: Target, module: ModuleOptions, options: WatchOptions) {
    this.#target = target;
    this.#module = module;
    this.#options = options;
    this.#pace = options.pace;
  }

  get target(): Target {
    return this.#target;
  }

  get module(): ModuleOptions {
    return this.#module;
  }

  get interval(): number {
    const { interval, maxBackoff } = this.#pace;
    if (maxBackoff === undefined || this.#failuresInRow < 2) return interval;
    return Math.max(interval, Math.min(maxBackoff, interval * 2 ** (this.#failuresInRow - 1)));
  }

  /** Takes a new pace and stored place; everything that is known stays. */
  adjust(target: Target, pace: Pace): void {
    this.#target = target;
    this.#pace = pace;
    this.restate();
  }

  /** Takes over what is known of a target from one that was dialled by other options. */
  inherit(before: WatchedTarget): void {
    for (const [address, memory] of before.#memories) this.#memories.set(address, memory);
    this.#present = before.#present;
    this.#failuresInRow = before.#failuresInRow;
    this.restate();
  }

  async run(run: Run): Promise<void> {
    const results = await this.#options.attempt(this.#target, this.#module, run);
    if (run.signal.aborted) return;
    this.#forgetAddresses(results);
    this.#present = results.map(({ address = '' }) => address);
    for (const result of results) this.#remember(this.#withStored(result));
    const failed = results.every(({ success }) => !success);
    this.#failuresInRow = failed ? this.#failuresInRow + 1 : 0;
    this.#options.onResults(this, results);
  }

  /** Looks at the stored certificates again; true where that changed something. */
  restate(): boolean {
    let hasChanged = false;
    for (const memory of this.#memories.values()) {
      const result = this.#withStored(memory.result);
      if (result.servesStored === memory.result.servesStored && result.target === memory.result.target) {
        continue;
      }
      memory.result = result;
      memory.facts = this.#withStored(memory.facts);
      hasChanged = true;
    }
    return hasChanged;
  }

  /** What is known now: one state, or one for each address of the last attempt. */
  get states(): readonly TargetState[] {
    const common = { target: this.#target, interval: this.interval };
    if (this.#present.length === 0) return [{ ...common, attempts: 0, failures: 0 }];
    return this.#known().map(([address, { attempts, failures, lastSuccess, result }]) => ({
      ...common,
      ...(address === '' ? {} : { address }),
      attempts,
      failures,
      ...(lastSuccess === undefined ? {} : { lastSuccess }),
      result,
    }));
  }

  /** See `HandshakeShard`. */
  get facts(): readonly HandshakeResult[] {
    return this.#known().map(([, { facts }]) => facts);
  }

  /** The chains that were shown in the last day; the same object for as long as the same chain is shown. */
  shownChains(now: number): readonly ShownChain[] {
    const chains: ShownChain[] = [];
    for (const memory of this.#memories.values()) {
      if (memory.shown === undefined) continue;
      if (now - memory.seen <= CHAIN_KEPT) chains.push(memory.shown);
      else memory.shown = undefined;
    }
    return chains;
  }

  #known(): readonly (readonly [address: string, memory: Memory])[] {
    return this.#present.flatMap((address) => {
      const memory = this.#memories.get(address);
      return memory === undefined ? [] : [[address, memory] as const];
    });
  }

  /** An address that the name has no more is nobody's. Where the name was not found nothing is known of that. */
  #forgetAddresses(results: readonly HandshakeResult[]): void {
    const named = results.some(({ address }) => address !== undefined);
    if (!named && this.#module.ip === 'all') return;
    const present = new Set(results.map(({ address = '' }) => address));
    for (const address of this.#memories.keys()) if (!present.has(address)) this.#memories.delete(address);
  }

  #remember(result: HandshakeResult): void {
    const address = result.address ?? '';
    const before = this.#memories.get(address);
    const facts = before !== undefined && sameFacts(before.facts, result) ? before.facts : result;
    const memory: Memory = before ?? {
      attempts: 0,
      failures: 0,
      lastSuccess: undefined,
      result,
      facts,
      shown: undefined,
      seen: 0,
    };
    this.#memories.set(address, memory);
    memory.attempts += 1;
    if (result.success) memory.lastSuccess = result.timestamp;
    else memory.failures += 1;
    memory.result = result;
    memory.facts = facts;
    if (result.chain.length + result.unreadable.length === 0) return;
    memory.shown = shownBy(result, memory.shown);
    memory.seen = result.timestamp;
  }

  #withStored(given: HandshakeResult): HandshakeResult {
    const { servesStored: _, ...result } = given;
    const [leaf] = result.chain;
    const current = { ...result, target: this.#target };
    if (this.#target.stored === undefined || leaf?.index !== 0) return current;
    const servesStored = this.#options.isStored(this.#target, leaf.certificate.fingerprintSha256);
    return servesStored === undefined ? current : { ...current, servesStored };
  }
}

/** The chain of a result; the same object as before where it is the same chain. */
function shownBy(result: HandshakeResult, before: ShownChain | undefined): ShownChain {
  if (before !== undefined && before.target === result.target && sameChain(before, result)) return before;
  const { target, address, chain, unreadable } = result;
  return { target, ...(address === undefined ? {} : { address }), chain, unreadable };
}
