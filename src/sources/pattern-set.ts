import type { BytePath } from './byte-path.ts';
import { isBareWildcard, type PathPattern, type Segment } from './glob-pattern.ts';

/** What it means that a name completes patterns. */
export interface Acceptance {
  /** One of them is a path written out literally. */
  readonly literal: boolean;
  /** One of them asks for more than any name at all, so that a folder in this place is a surprise. */
  readonly expectsFile: boolean;
  /** Their indexes. */
  readonly patterns: readonly number[];
}

/** Everything that a folder's place in the tree says about the names in it. */
export interface PatternState {
  /** Equal for equal states. */
  readonly key: string;
  readonly positions: readonly number[];
  /** Names that are asked for by name. */
  readonly names: readonly BytePath[];
  /** Whether other names can match, so that the folder has to be listed. */
  readonly needsListing: boolean;
  /** Indexes of the patterns that are still possible here. */
  readonly patterns: readonly number[];
}

/** What a name does to a state: where to go on below it, and what it completes. */
export interface Step {
  readonly next: PatternState | undefined;
  readonly accepts: Acceptance | undefined;
}

interface Position {
  readonly segment: Segment;
  readonly pattern: number;
  readonly last: boolean;
  readonly literal: boolean;
  readonly expectsFile: boolean;
}

const NOWHERE: Step = { next: undefined, accepts: undefined };

/**
 * Patterns as a machine that reads one component of a path at a time. A walk carries its state along, so that no
 * folder is listed into which no pattern leads, and so that a name is matched once and not its whole path.
 */
export class PatternSet {
  readonly patterns: readonly PathPattern[];
  readonly #positions: Position[] = [];
  readonly #states = new Map<string, PatternState>();
  readonly #acceptances = new Map<string, Acceptance>();
  readonly #byName = new Map<PatternState, Map<BytePath, number[]>>();
  readonly start: PatternState | undefined;

  constructor(patterns: readonly PathPattern[]) {
    this.patterns = patterns;
    const first: number[] = [];
    for (const [pattern, { kind, alternatives }] of patterns.entries()) {
      for (const segments of alternatives) {
        if (segments.length > 0) first.push(this.#positions.length);
        for (const [index, segment] of segments.entries()) {
          const last = index === segments.length - 1;
          const literal = kind !== 'glob' && segment.kind === 'name';
          const expectsFile = last && kind !== 'tree' && !isBareWildcard(segment);
          this.#positions.push({ segment, pattern, last, literal, expectsFile });
        }
      }
    }
    this.start = this.state(first);
  }

  /** The state of these positions; undefined for none. Positions of one set mean the same in another like it. */
  state(positions: readonly number[]): PatternState | undefined {
    if (positions.length === 0) return undefined;
    // A `**` also stands for no folder at all: what follows it is possible at once.
    const closed = new Set<number>();
    for (const position of positions) {
      let at = position;
      closed.add(at);
      while (this.#at(at).segment.kind === 'globstar' && !this.#at(at).last) closed.add(++at);
    }
    const sorted = [...closed].sort((a, b) => a - b);
    const key = sorted.join(',');
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const state = this.#build(key, sorted);
    this.#states.set(key, state);
    return state;
  }

  step(state: PatternState, name: BytePath): Step {
    const byName = this.#byName.get(state)?.get(name);
    if (byName === undefined && !state.needsListing) return NOWHERE;
    const next: number[] = [];
    const done: number[] = [];
    for (const at of byName ?? []) (this.#at(at).last ? done : next).push(this.#at(at).last ? at : at + 1);
    if (state.needsListing) {
      for (const at of state.positions) {
        const { segment, last } = this.#at(at);
        if (segment.kind === 'glob' && segment.test(name)) (last ? done : next).push(last ? at : at + 1);
        if (segment.kind === 'globstar' && (segment.dot || !name.startsWith('.'))) {
          next.push(at);
          if (last) done.push(at);
        }
      }
    }
    return { next: this.state(next), accepts: this.#acceptance(done) };
  }

  /** Whether the path, or a folder above it, is matched whole. */
  covers(path: BytePath): boolean {
    let state = this.start;
    for (const name of path.split('/')) {
      if (name === '') continue;
      if (state === undefined) return false;
      const { next, accepts } = this.step(state, name);
      if (accepts !== undefined) return true;
      state = next;
    }
    return false;
  }

  #at(position: number): Position {
    const found = this.#positions[position];
    if (found === undefined) throw new RangeError(`no position ${position} in the patterns`);
    return found;
  }

  #acceptance(done: readonly number[]): Acceptance | undefined {
    if (done.length === 0) return undefined;
    const key = done.join(',');
    const known = this.#acceptances.get(key);
    if (known !== undefined) return known;
    const patterns = [...new Set(done.map((at) => this.#at(at).pattern))];
    const acceptance = {
      literal: done.some((at) => this.#at(at).literal),
      expectsFile: done.some((at) => this.#at(at).expectsFile),
      patterns,
    };
    this.#acceptances.set(key, acceptance);
    return acceptance;
  }

  #build(key: string, positions: readonly number[]): PatternState {
    const byName = new Map<BytePath, number[]>();
    for (const at of positions) {
      const { segment } = this.#at(at);
      if (segment.kind !== 'name') continue;
      const same = byName.get(segment.name);
      if (same === undefined) byName.set(segment.name, [at]);
      else same.push(at);
    }
    const state: PatternState = {
      key,
      positions,
      names: [...byName.keys()],
      needsListing: positions.some((at) => this.#at(at).segment.kind !== 'name'),
      patterns: [...new Set(positions.map((at) => this.#at(at).pattern))],
    };
    this.#byName.set(state, byName);
    return state;
  }
}
