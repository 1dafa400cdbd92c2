import type { Config } from '../config/config.ts';
import type { AttemptContext } from '../handshake/attempt.ts';
import type { Resolver } from '../handshake/dns/resolver.ts';
import { SystemResolver } from '../handshake/dns/system-resolver.ts';
import { SecureContexts } from '../handshake/tls/secure-contexts.ts';
import { TrustStores } from '../handshake/trust/trust-stores.ts';
import { ChainVerifier } from '../handshake/verify/chain-verifier.ts';
import { CertificateReader } from '../x509/certificate-reader.ts';

/** What attempts share, whoever calls them off. */
export type SharedContext = Omit<AttemptContext, 'signal' | 'onConnected'>;

export interface AttemptingOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Default: the resolver of this host. */
  readonly resolver?: Resolver;
  /** Shared with others that read certificates. Default: one of its own. */
  readonly reader?: CertificateReader;
}

/** What attempts need that nobody schedules: `/probe` and the command. Things are made when they are first needed. */
export class Attempting {
  readonly #environment: AttemptingOptions['environment'];
  readonly #own: SystemResolver;
  readonly #resolver: Resolver;
  readonly #secureContexts = new SecureContexts();
  readonly #verifier = new ChainVerifier({ mostChains: 1024 });
  readonly #reader: CertificateReader;
  #root: string | undefined;
  #trust: TrustStores | undefined;

  constructor({ environment, resolver, reader = new CertificateReader() }: AttemptingOptions) {
    this.#reader = reader;
    this.#environment = environment;
    const own = new SystemResolver();
    this.#own = own;
    this.#resolver = resolver ?? own;
  }

  /** @param root where the host's file system is mounted, for the system's trust. */
  context(root: Config['root']): SharedContext {
    if (this.#trust === undefined || this.#root !== root) {
      this.#trust = new TrustStores({ environment: this.#environment, root: root ?? '/' });
      this.#root = root;
    }
    return {
      resolver: this.#resolver,
      secureContexts: this.#secureContexts,
      environment: this.#environment,
      now: () => performance.now(),
      clock: () => Date.now() / 1000,
      verifier: this.#verifier,
      trust: this.#trust,
      reader: this.#reader,
    };
  }

  /** Gives up on look-ups that are still open. */
  close(): void {
    this.#own.close();
  }
}
