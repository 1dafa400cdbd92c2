import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { TrustChoice } from '../../model/handshake-module.ts';
import { Patience, type PatientReading } from '../files/patience.ts';
import { CertificatePool, EMPTY_POOL } from '../verify/certificate-pool.ts';
import { codeOf, type PlaceAnchors, type PlaceState, placeState, readPlace } from './anchor-files.ts';
import { type AnchorPlace, existingPlaces, systemPlaces, type TrustEnvironment } from './system-bundle.ts';
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
  /** Where a runtime (`go`, `curl`, …) takes its anchors from on the host. Default: nowhere. */
  readonly placesOfRuntime?: (runtime: string) => Promise<RuntimePlaces>;
  /** How long files are waited for. */
  readonly patience?: Patience;
}

/** The files and folders that a runtime takes its anchors from, as paths of the host. */
export interface RuntimePlaces {
  readonly paths: readonly string[];
  /** Why there are none, the rest of a sentence. */
  readonly problem?: string;
}

interface Loaded {
  readonly reading: PatientReading;
  /** Undefined until it was loaded first. */
  store: TrustStore | undefined;
  identity: string;
  /** Milliseconds: when the place was last looked at. */
  checkedAt: number;
  /** Milliseconds: when it was read. */
  readAt: number;
}

/**
 * The trust stores that modules name: each is loaded when it is first asked for and shared from then on, and what
 * comes from files is read again when they change. A store that cannot be loaded has no anchors and a `problem`.
 *
 * What lies on a network mount that is dead holds up nothing: what was read before counts meanwhile.
 */
export class TrustStores {
  readonly #root: string;
  readonly #environment: TrustEnvironment;
  readonly #now: () => number;
  readonly #placesOfRuntime: (runtime: string) => Promise<RuntimePlaces>;
  readonly #patience: Patience;
  readonly #loaded = new Map<string, Loaded>();
  #nodeStore: TrustStore | undefined;

  constructor(options: TrustStoresOptions = {}) {
    this.#root = options.root ?? '/';
    this.#environment = options.environment ?? {};
    this.#now = options.now ?? Date.now;
    this.#placesOfRuntime = options.placesOfRuntime ?? (async () => ({ paths: [] }));
    this.#patience = options.patience ?? new Patience();
  }

  /** The store as it is now, or was at most a second ago; or, where reading it takes too long, before. Never rejects. */
  async get(choice: TrustChoice): Promise<TrustStore> {
    if (choice.kind === 'node') return (this.#nodeStore ??= nodeStore());
    if (choice.kind === 'runtime') return this.#ofRuntime(choice.runtime);
    if (choice.kind === 'system') {
      return this.#fromFiles('system', "the system's trust", async () =>
        systemOf(await systemPlaces(this.#root, this.#environment)),
      );
    }
    const { path } = choice;
    return this.#fromFiles(`path ${path}`, path, async () => ({
      name: path,
      places: [{ path, opened: path }],
    }));
  }

  async #ofRuntime(runtime: string): Promise<TrustStore> {
    const name = `the trust of the runtime ${runtime}`;
    const { paths, problem } = await this.#placesOfRuntime(runtime);
    if (paths.length === 0) {
      const unknown = `it is not known where the runtime ${runtime} has its anchors on this host`;
      return { anchors: EMPTY_POOL, description: name, problem: problem ?? unknown };
    }
    const described = `${name} (${paths.join(', ')})`;
    return this.#fromFiles(described, described, async () => ({
      name: described,
      places: await existingPlaces(this.#root, paths),
    }));
  }

  async #fromFiles(key: string, name: string, where: () => Promise<Where>): Promise<TrustStore> {
    const loaded = this.#entry(key, name);
    const isFresh = Math.abs(this.#now() - loaded.checkedAt) < CHECK_EVERY;
    if (loaded.store !== undefined && isFresh) return loaded.store;
    await loaded.reading.done(() => this.#refresh(loaded, where));
    if (loaded.store !== undefined) return loaded.store;
    return { anchors: EMPTY_POOL, description: name, problem: 'reading it takes too long' };
  }

  #entry(key: string, name: string): Loaded {
    const known = this.#loaded.get(key);
    if (known !== undefined) return known;
    const reading = this.#patience.reading(name);
    const loaded: Loaded = {
      reading,
      store: undefined,
      identity: '',
      checkedAt: Number.NaN,
      readAt: Number.NaN,
    };
    this.#loaded.set(key, loaded);
    return loaded;
  }

  async #refresh(loaded: Loaded, where: () => Promise<Where>): Promise<void> {
    const now = this.#now();
    const { name, places } = await where();
    const states = await Promise.all(places.map((place) => lookAt(place)));
    const identity = states
      .map(({ state }) => (typeof state === 'string' ? state : state.identity))
      .join('\n');
    const settled = loaded.checkedAt - loaded.readAt > COARSE_CLOCK;
    const isSame = loaded.store !== undefined && loaded.identity === identity;
    if (!isSame || !settled) {
      loaded.store = unlessSame(loaded.store, await load(name, states));
      if (!isSame) loaded.readAt = now;
      loaded.identity = identity;
    }
    loaded.checkedAt = now;
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

async function lookAt(place: AnchorPlace): Promise<Look> {
  try {
    return { place, state: await placeState(place.opened) };
  } catch (error) {
    return { place, state: codeOf(error) };
  }
}

async function load(description: string, looks: readonly Look[]): Promise<TrustStore> {
  const read: PlaceAnchors[] = await Promise.all(
    looks.map(async ({ place, state }) =>
      typeof state === 'string'
        ? { anchors: [], problem: `${place.path} cannot be read (${state})` }
        : readPlace(state),
    ),
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
