import type { Config } from '../config/config.ts';
import type { AttemptContext } from '../handshake/attempt.ts';
import type { Resolver } from '../handshake/dns/resolver.ts';
import { SystemResolver } from '../handshake/dns/system-resolver.ts';
import { Patience } from '../handshake/files/patience.ts';
import { KeyShareMemory } from '../handshake/tls/key-shares.ts';
import { SecureContexts } from '../handshake/tls/secure-contexts.ts';
import { StandIns } from '../handshake/tls/stand-ins.ts';
import { KnownIntermediates } from '../handshake/trust/known-intermediates.ts';
import { TrustStores } from '../handshake/trust/trust-stores.ts';
import type { CertificatePool } from '../handshake/verify/certificate-pool.ts';
import { ChainVerifier } from '../handshake/verify/chain-verifier.ts';
import type { Logger } from '../log/logger.ts';
import { CertificateReader } from '../x509/certificate-reader.ts';
import type { LookAtTrust } from './auditing.ts';
import { RuntimesOfHost } from './runtimes-of-host.ts';

/** What attempts share, whoever calls them off. */
export type SharedContext = Omit<AttemptContext, 'signal' | 'onConnected'>;

export interface AttemptingOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Default: the resolver of this host. */
  readonly resolver?: Resolver;
  /** Shared with others that read certificates. Default: one of its own. */
  readonly reader?: CertificateReader;
  /** Unix seconds of the wall clock. */
  readonly clock?: () => number;
  /** How to find out where runtimes have their roots. Default: in this process, which it holds up. */
  readonly lookAtTrust?: LookAtTrust;
  /** Intermediates that are known from elsewhere than the configuration. Default: none. */
  readonly storedIntermediates?: () => CertificatePool;
  /** Told of files that do not answer. Default: nobody is. */
  readonly log?: Logger;
}

/**
 * What all attempts share, whoever asks for them: the schedule, `/probe`, the command. What was found out about a chain
 * or a server for one of them need not be found out again for another.
 */
export class Attempting {
  readonly environment: AttemptingOptions['environment'];
  /** Unix seconds of the wall clock. */
  readonly clock: () => number;
  readonly #own: SystemResolver;
  readonly #resolver: Resolver;
  readonly #patience: Patience;
  readonly #secureContexts: SecureContexts;
  readonly #keyShares = new KeyShareMemory();
  readonly #standIns = new StandIns();
  readonly #verifier = new ChainVerifier();
  readonly #reader: CertificateReader;
  readonly #lookAtTrust: LookAtTrust;
  readonly #intermediates: KnownIntermediates;
  #runtimes: RuntimesOfHost | undefined;
  #root: string | undefined;
  #trust: TrustStores | undefined;

  constructor(options: AttemptingOptions) {
    const { environment, resolver, reader = new CertificateReader(), log } = options;
    this.#patience = new Patience({
      onLate: (what) => log?.warn({ what }, 'Reading takes too long, what was read before counts meanwhile'),
    });
    this.#secureContexts = new SecureContexts(this.#patience);
    // A copy: every look at a variable of the process itself is a call of the C library.
    this.environment = { ...environment };
    this.clock = options.clock ?? (() => Date.now() / 1000);
    this.#reader = reader;
    this.#intermediates = new KnownIntermediates(options.storedIntermediates);
    this.#lookAtTrust = options.lookAtTrust ?? lookHere;
    const own = new SystemResolver();
    this.#own = own;
    this.#resolver = resolver ?? own;
  }

  /** @param root where the host's file system is mounted, for the system's trust. */
  context(root: Config['root']): SharedContext {
    if (this.#trust === undefined || this.#root !== root) {
      this.#runtimes?.close();
      const runtimes = new RuntimesOfHost({
        lookAtTrust: this.#lookAtTrust,
        root,
        environment: this.environment,
        now: () => performance.now(),
      });
      this.#runtimes = runtimes;
      this.#trust = new TrustStores({
        environment: this.environment,
        root: root ?? '/',
        patience: this.#patience,
        placesOfRuntime: async (runtime) => runtimes.placesOf(runtime),
      });
      this.#root = root;
    }
    return {
      resolver: this.#resolver,
      secureContexts: this.#secureContexts,
      keyShares: this.#keyShares,
      standIns: this.#standIns,
      environment: this.environment,
      now: () => performance.now(),
      clock: this.clock,
      verifier: this.#verifier,
      trust: this.#trust,
      intermediates: this.#intermediates,
      reader: this.#reader,
    };
  }

  /** Gives up on look-ups that are still open. */
  close(): void {
    this.#runtimes?.close();
    this.#own.close();
  }
}

/** Loaded when it is asked for: it knows every runtime. */
const lookHere: LookAtTrust = async (look) => (await import('./trust-once.ts')).trustOnce(look);
