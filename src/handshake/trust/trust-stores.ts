import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { TrustChoice } from '../../model/handshake.ts';
import { CertificatePool, EMPTY_POOL } from '../verify/certificate-pool.ts';
import { codeOf, type PlaceAnchors, type PlaceState, placeState, readPlace } from './anchor-files.ts';
import { type AnchorPlace, systemPlaces, type TrustEnvironment } from './system-bundle.ts';
import type { TrustStore } from './trust-store.ts';

/** Milliseconds for which a store is taken to be unchanged: with thousands of targets, looking costs. */
const CHECK_EVERY = 1000;
/** Older kernels stamp files with a coarse clock: until then a file may change and not show it. */
const COARSE_CLOCK = 2000;

export interface TrustStoresOptions {
  /** Where the host's file system is mounted, for the system's trust alone; `/` or empty where it is one's own. */
  readonly root?: string;
  readonly environment?: TrustEnvironment;
  /** Milliseconds of the wall clock. */
  readonly now?: () => number;
  /**
   * Which file or folder a runtime (`go`, `java`, …) takes its anchors from on this host; undefined for one that is
   * not known or not installed.
   */
  readonly pathOfRuntime?: (runtime: string) => string | undefined;
}

interface Loaded {
  readonly store: TrustStore;
  readonly identity: string;
  /** Milliseconds: when the place was last looked at. */
  checkedAt: number;
  /** Milliseconds: when it was read. */
  readonly readAt: number;
}

/**
 * The trust stores that modules name: each is loaded when it is first asked for and shared from then on, and what
 * comes from files is read again when they change. A store that cannot be loaded has no anchors and a `problem`.
 * Never throws.
 */
export class TrustStores {
  readonly #root: string;
  readonly #environment: TrustEnvironment;
  readonly #now: () => number;
  readonly #pathOfRuntime: (runtime: string) => string | undefined;
  readonly #loaded = new Map<string, Loaded>();
  #nodeStore: TrustStore | undefined;

  constructor(options: TrustStoresOptions = {}) {
    this.#root = options.root ?? '/';
    this.#environment = options.environment ?? {};
    this.#now = options.now ?? Date.now;
    this.#pathOfRuntime = options.pathOfRuntime ?? (() => undefined);
  }

  /** The store as it is now, or was at most a second ago. */
  get(choice: TrustChoice): TrustStore {
    if (choice.kind === 'node') return (this.#nodeStore ??= nodeStore());
    if (choice.kind === 'runtime') return this.#ofRuntime(choice.runtime);
    if (choice.kind === 'system') {
      return this.#fromFiles('system', () => systemOf(systemPlaces(this.#root, this.#environment)));
    }
    const { path } = choice;
    return this.#fromFiles(`path ${path}`, () => ({ name: path, places: [{ path, opened: path }] }));
  }

  #ofRuntime(runtime: string): TrustStore {
    const path = this.#pathOfRuntime(runtime);
    const name = `the trust of the runtime ${runtime}`;
    if (path === undefined) {
      const problem = `it is not known where the runtime ${runtime} has its anchors on this host`;
      return { anchors: EMPTY_POOL, description: name, problem };
    }
    return this.#fromFiles(`runtime ${runtime} ${path}`, () => ({
      name: `${name} (${path})`,
      places: [{ path, opened: path }],
    }));
  }

  #fromFiles(key: string, where: () => Where): TrustStore {
    const now = this.#now();
    const known = this.#loaded.get(key);
    if (known !== undefined && Math.abs(now - known.checkedAt) < CHECK_EVERY) return known.store;
    const { name, places } = where();
    const states = places.map((place) => lookAt(place));
    const identity = states
      .map(({ state }) => (typeof state === 'string' ? state : state.identity))
      .join('\n');
    const settled = known !== undefined && known.checkedAt - known.readAt > COARSE_CLOCK;
    if (known !== undefined && known.identity === identity && settled) {
      known.checkedAt = now;
      return known.store;
    }
    const store = unlessSame(known?.store, load(name, states));
    const readAt = known !== undefined && known.identity === identity ? known.readAt : now;
    this.#loaded.set(key, { store, identity, checkedAt: now, readAt });
    return store;
  }
}

interface Where {
  readonly name: string;
  readonly places: readonly AnchorPlace[];
}

interface Look {
  readonly place: AnchorPlace;
  /** What was seen, or the code of the error. */
  readonly state: PlaceState | string;
}

function systemOf(places: readonly AnchorPlace[]): Where {
  const paths = places.map(({ path }) => path).join(', ');
  return { name: paths === '' ? "the system's trust" : `the system's trust (${paths})`, places };
}

function lookAt(place: AnchorPlace): Look {
  try {
    return { place, state: placeState(place.opened) };
  } catch (error) {
    return { place, state: codeOf(error) };
  }
}

function load(description: string, looks: readonly Look[]): TrustStore {
  const read: PlaceAnchors[] = looks.map(({ place, state }) =>
    typeof state === 'string'
      ? { anchors: [], problem: `${place.path} cannot be read (${state})` }
      : readPlace(state),
  );
  const anchors = new CertificatePool(read.flatMap((each) => each.anchors));
  const problems = read.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  if (looks.length === 0)
    problems.push('this host has no bundle of trusted roots at any of the usual places');
  else if (anchors.certificates.length === 0 && problems.length === 0)
    problems.push('it holds no certificates');
  return { anchors, description, ...(problems.length === 0 ? {} : { problem: problems.join('; ') }) };
}

/** The old store where the new one is no different, so that its anchors keep the keys that they have parsed. */
function unlessSame(before: TrustStore | undefined, after: TrustStore): TrustStore {
  const isSame =
    before !== undefined &&
    before.anchors.id === after.anchors.id &&
    before.description === after.description &&
    before.problem === after.problem;
  return isSame ? before : after;
}

function nodeStore(): TrustStore {
  const encodings = rootCertificates.map((pem) => new X509Certificate(pem).raw);
  return { anchors: CertificatePool.fromDer(encodings), description: "Node's built-in roots" };
}
