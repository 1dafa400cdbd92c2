import { Attempting } from './app/attempting.ts';
import { Auditing, type LookAtTrust } from './app/auditing.ts';
import { Collecting } from './app/collecting.ts';
import { Handshaking, handshakeSources } from './app/handshaking.ts';
import { makeSource } from './app/make-source.ts';
import { Probing } from './app/probing.ts';
import type { Relaying, RelayingOptions } from './app/relaying.ts';
import type { Rotating, RotatingOptions } from './app/rotating.ts';
import { RotationStates } from './app/rotation-states.ts';
import { StoredIntermediates } from './app/stored-intermediates.ts';
import type { TrustLook } from './app/trust-once.ts';
import { checkWebConfig, listenAddresses, openWebConfig, pathPrefix, urlsOf } from './app/web.ts';
import type { Config } from './config/config.ts';
import { createApp } from './http/app.ts';
import { type RunningServers, startServers } from './http/server.ts';
import type { Services } from './http/services.ts';
import { InventoryStore } from './inventory/store.ts';
import { createLogger, type Logger } from './log/logger.ts';
import { gzipBody, plainBody, renderFresh } from './metrics/exposition.ts';
import { HandshakePublisher } from './metrics/handshake-publisher.ts';
import { PlainForm } from './metrics/plain-form.ts';
import { ProcessMetrics } from './metrics/process.ts';
import { Publisher } from './metrics/publisher.ts';
import type { Inventory } from './model/inventory.ts';
import type { TrustReport } from './model/trust-audit.ts';
import { REVISION, VERSION } from './version.ts';
import { CertificateReader } from './x509/certificate-reader.ts';

export { expositionOf } from './app/exposition-of.ts';
export { collectOnce } from './app/once.ts';
export { type Probed, probeOnce } from './app/probe-once.ts';
export type { FinishedRun, Rotating } from './app/rotating.ts';
export { lookInChild } from './app/trust-child.ts';

/** How long requests under way may take to finish after the signal to end, in milliseconds. */
const GRACE_MILLISECONDS = 5000;

export interface AppOptions {
  readonly config: Config;
  /** Reads the configuration again; throws ConfigError where it cannot be used. */
  readonly loadConfig: () => Config | Promise<Config>;
  /** How to look at what the host trusts; in this process, unless something else is said. */
  readonly lookAtTrust?: LookAtTrust;
}

/** Checks what a configuration names and only a start would otherwise find out. @throws ConfigError */
export async function checkConfig(config: Config): Promise<void> {
  // Sockets are handed over to what serves, and not to what only checks.
  if (config.web.systemdSocket !== true) listenAddresses(config);
  pathPrefix(config);
  const reader = new CertificateReader();
  for (const settings of config.sources) makeSource(settings, config.root, reader);
  await checkWebConfig(config);
}

/** Looks at files that are named for the program itself. Loaded when it is asked for: what serves does without. */
export const namedFiles = () => import('./app/check-named-files.ts');

/** Looks once at what a host trusts. Loaded when it is asked for: it knows every runtime. */
export async function trustOnce(look: TrustLook): Promise<TrustReport> {
  const { trustOnce: lookAtTrust } = await import('./app/trust-once.ts');
  return lookAtTrust(look);
}

/** Makes the rotator. Loaded when it is asked for: the exporter has nothing in it that writes. */
export async function rotating(options: RotatingOptions): Promise<Rotating> {
  const { Rotating: Rotator } = await import('./app/rotating.ts');
  return new Rotator(options);
}

/** Makes the relay. Loaded when it is asked for: the exporter sends messages to nobody. @throws ConfigError */
export async function relaying(options: RelayingOptions): Promise<Relaying> {
  const { Relaying: Relay } = await import('./app/relaying.ts');
  return Relay.load(options);
}

/** The exporter: every stage, put together. */
export class App {
  readonly #loadConfig: AppOptions['loadConfig'];
  readonly #log: Logger;
  readonly #store = new InventoryStore([]);
  readonly #collecting: Collecting;
  readonly #attempting: Attempting;
  readonly #handshaking: Handshaking;
  readonly #auditing: Auditing;
  readonly #rotations: RotationStates;
  readonly #probing: Probing;
  readonly #publisher: Publisher;
  readonly #handshakePublisher: HandshakePublisher;
  readonly #plain = new PlainForm();
  readonly #process = new ProcessMetrics();
  readonly #ready = Promise.withResolvers<Inventory>();
  #config: Config;
  #servers: RunningServers | undefined;
  #reload = { successful: true, successTimestamp: Date.now() / 1000 };
  #reloading: Promise<void> = Promise.resolve();

  constructor({ config, loadConfig, lookAtTrust = trustOnce }: AppOptions) {
    this.#config = config;
    this.#loadConfig = loadConfig;
    this.#log = createLogger(config.log);
    const reader = new CertificateReader();
    const onError = (error: unknown): void => this.#log.error({ err: error }, 'Rendering failed');
    this.#collecting = new Collecting(this.#store, this.#log, reader);
    const intermediates = new StoredIntermediates(this.#store, reader);
    this.#attempting = new Attempting({
      environment: process.env,
      reader,
      log: this.#log,
      lookAtTrust,
      storedIntermediates: () => intermediates.pool,
    });
    this.#probing = new Probing(this.#log, this.#attempting);
    this.#auditing = new Auditing(this.#log, lookAtTrust);
    this.#rotations = new RotationStates(this.#log);
    this.#publisher = new Publisher({ onError });
    this.#handshaking = new Handshaking({
      inventory: this.#store,
      log: this.#log,
      reader,
      attempting: this.#attempting,
      onChange: () => this.#handshakePublisher.changed(),
    });
    this.#handshakePublisher = new HandshakePublisher({ read: () => this.#handshaking.state, onError });
    this.#store.subscribe((inventory) => {
      this.#publisher.publish(inventory);
      if (inventory.ready) this.#ready.resolve(inventory);
    });
  }

  /** Where it can be reached from this host, once started. */
  get urls(): readonly string[] {
    return this.#servers === undefined ? [] : urlsOf(this.#servers);
  }

  /** The inventory after every source has been collected once. */
  get ready(): Promise<Inventory> {
    return this.#ready.promise;
  }

  /** Listens, then begins to collect; a reload that comes before that waits for it. @throws ConfigError, ListenError */
  start(): Promise<void> {
    const started = this.#begin();
    this.#reloading = started.catch(() => undefined);
    return started;
  }

  async #begin(): Promise<void> {
    const config = this.#config;
    const webConfig = await openWebConfig(config.web.configFile, this.#log);
    this.#log.info(
      { version: VERSION, revision: REVISION, node: process.version },
      'Starting tls-cert-exporter',
    );
    this.#probing.use(config);
    // Before anybody can ask: what is configured has its series in the first answer too.
    await this.#rotations.use(config);
    const services = this.#services(pathPrefix(config));
    this.#servers = await startServers((front) => createApp(services, front), {
      addresses: listenAddresses(config),
      log: this.#log,
      ...(webConfig !== undefined && { webConfig }),
    });
    await this.#use(config);
  }

  /** Ends everything that it began; what is being answered is answered. */
  async stop(): Promise<void> {
    this.#log.info('Stopping');
    await Promise.all([
      this.#collecting.stop(),
      this.#handshaking.stop(),
      this.#auditing.stop(),
      this.#servers?.close(GRACE_MILLISECONDS),
    ]);
    this.#rotations.stop();
    this.#attempting.close();
    await Promise.all([this.#publisher.close(), this.#handshakePublisher.close()]);
  }

  /** Loads the configuration again, one load after the other. Where it is refused the old one stays in force. */
  reload(): Promise<void> {
    const next = this.#reloading.then(() => this.#loadAgain());
    this.#reloading = next.catch(() => undefined);
    return next;
  }

  async #use(config: Config): Promise<void> {
    await this.#collecting.use(config, handshakeSources(config));
    await this.#handshaking.use(config);
    await this.#auditing.use(config);
    await this.#rotations.use(config);
  }

  async #loadAgain(): Promise<void> {
    try {
      const config = await this.#loadConfig();
      await checkConfig(config);
      if (config.web.listen.join() !== this.#config.web.listen.join()) {
        this.#log.warn('The listen addresses have changed: that takes effect at the next start');
      }
      this.#probing.use(config);
      await this.#use(config);
      this.#config = config;
      this.#reload = { successful: true, successTimestamp: Date.now() / 1000 };
      this.#log.info({ sources: config.sources.length }, 'Configuration loaded');
    } catch (error) {
      this.#reload = { ...this.#reload, successful: false };
      this.#log.error({ err: error }, 'Configuration refused, the one before stays in force');
      throw error;
    }
  }

  #services(prefix: string): Services {
    return {
      exposition: async (format, coding) => {
        const { inventory, segment } = this.#publisher.current;
        const segments = [segment, this.#handshakePublisher.current.segments[format]];
        const build = { version: VERSION, revision: REVISION, nodeVersion: process.version };
        const own = await this.#process.read();
        const { state: trust, interval: trustInterval } = this.#auditing;
        const { shown: rotations } = this.#rotations;
        const fresh = renderFresh(
          { inventory, trust, trustInterval, rotations, build, reload: this.#reload, process: own },
          format,
        );
        if (coding === 'identity')
          return plainBody(await this.#plain.pieces(segments, performance.now()), fresh);
        this.#plain.tidy(
          [segment, ...Object.values(this.#handshakePublisher.current.segments)],
          performance.now(),
        );
        return gzipBody(segments, fresh);
      },
      ready: () => this.#publisher.current.inventory.ready,
      reload: () => this.reload(),
      probe: (query, signal) => this.#probing.probe(query, signal),
      page: {
        inventory: () => this.#publisher.current.inventory,
        handshakes: () => this.#handshakePublisher.current.state,
        trust: () => this.#auditing.state,
        rotations: () => this.#rotations.shown,
        clock: () => Date.now() / 1000,
        version: VERSION,
        prefix,
      },
    };
  }
}
