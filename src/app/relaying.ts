import { ConfigError } from '../config/config-error.ts';
import { type ListenAddress, parseListenAddress } from '../http/listen-address.ts';
import { type RunningServers, startServers } from '../http/server.ts';
import type { LiveWebConfig } from '../http/web-config/live.ts';
import { createLogger, type Logger, type LoggerOptions } from '../log/logger.ts';
import type { Format } from '../metrics/format.ts';
import { ProcessMetrics } from '../metrics/process.ts';
import { renderFamily, renderOwnMetric } from '../metrics/text.ts';
import { Courier } from '../relay/courier.ts';
import { RELAY_FAMILIES } from '../relay/families.ts';
import { post } from '../relay/post.ts';
import { createRelayApp } from '../relay/relay-app.ts';
import { RelayState } from '../relay/relay-state.ts';
import { type Robot, RobotFileError, type RobotFiles, readRobot } from '../relay/robot-file.ts';
import { REVISION, VERSION } from '../version.ts';
import { openWebConfig } from './web.ts';

/** How long messages under way may take to be sent after the signal to end, in milliseconds. */
const GRACE_MILLISECONDS = 5000;

export interface RelayingOptions {
  /** At least one, `HOST:PORT` or `:PORT`. */
  readonly listen: readonly string[];
  /** TLS and authentication of the relay itself, in the exporter-toolkit's format; undefined for neither. */
  readonly webConfigFile: string | undefined;
  readonly robot: RobotFiles;
  /** Telephone numbers of those whom critical alerts call by name. */
  readonly mobiles: readonly string[];
  /** Seconds until a robot has to have answered. */
  readonly timeout: number;
  readonly log: LoggerOptions;
}

/** The relay: webhooks of Alertmanager come in, messages to a robot go out. */
export class Relaying {
  readonly #options: RelayingOptions;
  readonly #addresses: readonly ListenAddress[];
  readonly #robot: Robot;
  readonly #log: Logger;
  readonly #state = new RelayState();
  readonly #process = new ProcessMetrics();
  readonly #webConfig: LiveWebConfig | undefined;
  #servers: RunningServers | undefined;

  private constructor(options: RelayingOptions, log: Logger, webConfig: LiveWebConfig | undefined) {
    this.#options = options;
    this.#addresses = options.listen.map(listenAddress);
    this.#robot = asConfigError(() => readRobot(options.robot));
    this.#log = log;
    this.#webConfig = webConfig;
  }

  /** @throws ConfigError that names the address or the file and what was expected. */
  static async load(options: RelayingOptions): Promise<Relaying> {
    const log = createLogger(options.log);
    return new Relaying(options, log, await openWebConfig(options.webConfigFile, log));
  }

  /** Where it listens, once started. */
  get addresses(): readonly ListenAddress[] {
    return this.#servers?.addresses ?? [];
  }

  /** @throws ListenError */
  async start(): Promise<void> {
    const { robot, mobiles, timeout } = this.#options;
    const { url, secret } = this.#robot;
    const log = this.#log;
    log.info(
      { version: VERSION, revision: REVISION, node: process.version },
      'Starting tls-cert-exporter relay',
    );
    if (url.protocol === 'http:') {
      log.warn({ host: url.host }, 'The robot is posted to without TLS: its token can be read on the way');
    }
    log.info({ robot: url.host, signed: secret !== undefined }, 'Messages go to');
    const courier = new Courier({
      post: (message, signal) => post(message, { ...robot, timeout, clock: () => Date.now() }, signal),
      log,
      state: this.#state,
    });
    const services = {
      deliver: courier.deliver.bind(courier),
      exposition: (format: Format) => this.#exposition(format),
      state: this.#state,
      mobiles,
    };
    this.#servers = await startServers((front) => createRelayApp(services, front), {
      addresses: this.#addresses,
      log,
      ...(this.#webConfig !== undefined && { webConfig: this.#webConfig }),
    });
  }

  /** Ends what it began, where it began only a part as well; a message under way is sent, or given back to Alertmanager. */
  async stop(): Promise<void> {
    this.#log.info('Stopping');
    await this.#servers?.close(GRACE_MILLISECONDS);
    this.#process.close();
  }

  async #exposition(format: Format): Promise<string> {
    const own = await this.#process.read();
    return [
      ...RELAY_FAMILIES.map((family) => renderFamily(family, this.#state, format)),
      ...own.map((metric) => renderOwnMetric(metric, format)),
      format === 'openmetrics' ? '# EOF\n' : '',
    ].join('');
  }
}

function listenAddress(text: string): ListenAddress {
  const parsed = parseListenAddress(text);
  if (parsed.ok) return parsed.address;
  throw new ConfigError(`--web.listen-address: ${parsed.error}`);
}

function asConfigError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RobotFileError) throw new ConfigError(error.message, { cause: error });
    throw error;
  }
}
