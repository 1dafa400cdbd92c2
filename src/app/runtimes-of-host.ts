import { resolveTrust } from '../config/trust-settings.ts';
import type { RuntimePlaces } from '../handshake/trust/trust-stores.ts';
import type { RuntimeTrust } from '../model/trust.ts';
import type { LookAtTrust } from './auditing.ts';

/** Milliseconds for which an answer is good: programs are installed and set up seldom. */
const GOOD_FOR = 900_000;
/** The same after a look that failed. */
const AGAIN_AFTER = 60_000;

export interface RuntimesOptions {
  readonly lookAtTrust: LookAtTrust;
  readonly root: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
}

/** Knows where the runtimes of a host take their roots from: looks when it is first asked, and again now and then. */
export class RuntimesOfHost {
  readonly #options: RuntimesOptions;
  readonly #ended = new AbortController();
  #runtimes: readonly RuntimeTrust[] | undefined;
  #failure = '';
  #looking: Promise<void> | undefined;
  #lookAgainAt = Number.NEGATIVE_INFINITY;

  constructor(options: RuntimesOptions) {
    this.#options = options;
  }

  /** Of the first installation of a runtime. The first answer is waited for; later ones are what was found last. */
  async placesOf(runtime: string): Promise<RuntimePlaces> {
    if (this.#options.now() >= this.#lookAgainAt) this.#looking ??= this.#look();
    if (this.#runtimes === undefined) await this.#looking;
    if (this.#runtimes === undefined) {
      return {
        paths: [],
        problem: `it could not be found out where ${runtime} has its roots: ${this.#failure}`,
      };
    }
    const found = this.#runtimes.find((each) => each.runtime === runtime);
    if (found === undefined)
      return { paths: [], problem: `the runtime ${runtime} is not installed on this host` };
    const paths = found.locations.map(({ path }) => path).filter((path) => path.startsWith('/'));
    if (paths.length === 0) return { paths, problem: `the roots of ${found.installation} are built into it` };
    if ((found.anchors ?? 0) > 0) return { paths };
    const why = found.detail === '' ? '' : `: ${found.detail.replace(/\.$/, '')}`;
    return { paths: [], problem: `${runtime} can load no roots from ${paths.join(', ')}${why}` };
  }

  /** Ends a look that is under way. */
  close(): void {
    this.#ended.abort();
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    const { lookAtTrust, root, environment, now } = this.#options;
    try {
      const look = { settings: resolveTrust(undefined), root, environment };
      ({ runtimes: this.#runtimes } = await lookAtTrust(look, this.#ended.signal));
      this.#lookAgainAt = now() + GOOD_FOR;
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      this.#lookAgainAt = now() + AGAIN_AFTER;
    } finally {
      this.#looking = undefined;
    }
  }
}
