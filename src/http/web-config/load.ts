import { readFile } from 'node:fs/promises';
import { whyUnreadable } from '../../model/unreadable-words.ts';
import { parseWebConfig } from './parse.ts';
import { tlsSettings } from './tls-settings.ts';
import type { WebConfig } from './web-config.ts';
import { WebConfigError } from './web-config-error.ts';

/**
 * Reads a web configuration file and the files that it names. It accepts what `promtool check web-config` accepts
 * (and what newer versions of exporter-toolkit do: `cert`, `key` and `client_ca` inline, `client_allowed_sans`,
 * `rate_limit`), except client CAs without a single certificate, with which no client could ever connect.
 *
 * @throws WebConfigError
 */
export async function loadWebConfig(file: string): Promise<WebConfig> {
  const files: string[] = [];
  const read = (path: string): Promise<Buffer> => {
    files.push(path);
    return readFile(path);
  };
  const text = await read(file).catch((cause: unknown) => {
    throw new WebConfigError(file, `cannot be read: ${whyUnreadable(cause)}`, cause);
  });
  const config = parseWebConfig(text.toString('utf8'), file);
  const { interval, burst } = config.rate_limit;
  return {
    tls: await tlsSettings(config.tls_server_config, file, read),
    http2: config.http_server_config.http2,
    headers: withoutUndefined(config.http_server_config.headers),
    users: new Map(Object.entries(config.basic_auth_users)),
    rateLimit: interval === 0 ? undefined : { interval, burst },
    files,
  };
}

function withoutUndefined(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
