import { stat } from 'node:fs/promises';
import type { Logger } from '../../log/logger.ts';
import { loadWebConfig } from './load.ts';
import type { WebConfig } from './web-config.ts';
import { WebConfigError } from './web-config-error.ts';

/** A change this close to a file's last one may leave its times as they were: older kernels' clocks are coarse. */
const COARSE_CLOCK_NANOSECONDS = 2_000_000_000n;

/**
 * The web configuration in force. It is looked at again for every connection and every request, and read again when
 * the file, or a certificate, key or CA that it names, has changed; so a renewed certificate needs no restart.
 *
 * A new configuration that cannot be used is refused and logged, and the old one stays in force. exporter-toolkit
 * fails every request instead. Here the metrics are the means to learn of the failure, and between the renewal of
 * a certificate and that of its key there is always a moment in which the two do not fit.
 */
export class LiveWebConfig {
  readonly #file: string;
  readonly #log: Logger;
  #current: WebConfig;
  /** Undefined when it is to be read again whatever the files look like. */
  #identity: string | undefined;
  #refreshing: Promise<WebConfig> | undefined;
  #lastError = '';

  private constructor(file: string, log: Logger, current: WebConfig) {
    this.#file = file;
    this.#log = log;
    this.#current = current;
  }

  /** @throws WebConfigError where it cannot be used. */
  static async load(file: string, log: Logger): Promise<LiveWebConfig> {
    return new LiveWebConfig(file, log, await loadWebConfig(file));
  }

  get current(): WebConfig {
    return this.#current;
  }

  /** The configuration in force after looking at the files. Never rejects. Concurrent callers share one look. */
  refresh(): Promise<WebConfig> {
    this.#refreshing ??= this.#look().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #look(): Promise<WebConfig> {
    const identity = await identify(this.#current.files);
    if (identity !== undefined && identity === this.#identity) return this.#current;
    try {
      const next = await loadWebConfig(this.#file);
      if ((next.tls === undefined) !== (this.#current.tls === undefined)) {
        throw new WebConfigError(
          this.#file,
          'tls_server_config: TLS is switched on or off by a restart only',
        );
      }
      if (this.#lastError !== '') this.#log.info({ file: this.#file }, 'Web configuration is in order again');
      this.#lastError = '';
      // The files were looked at before they were read, so a change in between is seen the next time. What else
      // the new configuration names is not in this identity, which costs one more reading.
      this.#identity = sameFiles(next, this.#current) ? identity : undefined;
      this.#current = next;
    } catch (error) {
      this.#identity = undefined;
      this.#report(error);
    }
    return this.#current;
  }

  /** Says each thing once, however many requests come while it lasts. */
  #report(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message === this.#lastError) return;
    this.#lastError = message;
    this.#log.error({ err: error }, 'Web configuration refused, the one before stays in force');
  }
}

function sameFiles(left: WebConfig, right: WebConfig): boolean {
  return left.files.join('\0') === right.files.join('\0');
}

/** A text that changes when one of the files does; undefined where that cannot be told. */
async function identify(files: readonly string[]): Promise<string | undefined> {
  const now = BigInt(Date.now()) * 1_000_000n;
  const identities: string[] = [];
  for (const file of files) {
    const stats = await stat(file, { bigint: true }).catch(() => undefined);
    if (stats === undefined || now - stats.mtimeNs < COARSE_CLOCK_NANOSECONDS) return undefined;
    const { dev, ino, size, mtimeNs, ctimeNs } = stats;
    identities.push([dev, ino, size, mtimeNs, ctimeNs].join(':'));
  }
  return identities.join(' ');
}
