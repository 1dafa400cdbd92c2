import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { inheritedSockets } from '../http/inherited-sockets.ts';
import { type ListenAddress, parseListenAddress } from '../http/listen-address.ts';
import type { RunningServers } from '../http/server.ts';
import type { LiveWebConfig } from '../http/web-config/live.ts';
import { WebConfigError } from '../http/web-config/web-config-error.ts';
import type { Logger } from '../log/logger.ts';

/** @throws ConfigError that names the address and what was expected. */
export function listenAddresses({ web }: Config): ListenAddress[] {
  if (web.systemdSocket === true) {
    const sockets = inheritedSockets(process.env, process.pid);
    if (sockets.length > 0) return sockets.map((fd) => ({ host: undefined, port: 0, fd }));
    throw new ConfigError(
      '--web.systemd-socket: systemd has handed over no socket (LISTEN_PID, LISTEN_FDS): start it by a socket unit',
    );
  }
  return web.listen.map((text) => {
    const parsed = parseListenAddress(text);
    if (parsed.ok) return parsed.address;
    throw new ConfigError(`--web.listen-address (web.listen): ${parsed.error}`);
  });
}

/** @throws ConfigError where the web configuration file, or a file that it names, cannot be used. */
export async function checkWebConfig({ web }: Config): Promise<void> {
  if (web.configFile === undefined) return;
  // Loaded where there is such a file: its format and its schema are large, and TLS with them.
  const { loadWebConfig } = await import('../http/web-config/load.ts');
  await asConfigError(loadWebConfig(web.configFile));
}

/**
 * The web configuration file, kept up to date; undefined where none is given.
 * @throws ConfigError as `checkWebConfig` does.
 */
export async function openWebConfig(
  file: string | undefined,
  log: Logger,
): Promise<LiveWebConfig | undefined> {
  if (file === undefined) return undefined;
  const { LiveWebConfig: Live } = await import('../http/web-config/live.ts');
  return asConfigError(Live.load(file, log));
}

/** Where a person on this host finds what is served. */
export function urlsOf({ addresses, scheme }: RunningServers): string[] {
  return addresses.map(({ host, port }) => {
    const everywhere = host === undefined || host === '0.0.0.0' || host === '::';
    const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
    return `${scheme}://${name}:${port}/`;
  });
}

/** The path of the external URL, without a slash at its end. */
export function pathPrefix({ web }: Config): string {
  if (web.externalUrl === undefined) return '';
  const url = URL.parse(web.externalUrl);
  if (url !== null && /^https?:$/.test(url.protocol)) return url.pathname.replace(/\/+$/, '');
  throw new ConfigError(
    `--web.external-url: expected an address such as https://example.com/certificates/, got ${JSON.stringify(web.externalUrl)}`,
  );
}

async function asConfigError<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (error) {
    if (error instanceof WebConfigError) throw new ConfigError(error.message, { cause: error });
    throw error;
  }
}
