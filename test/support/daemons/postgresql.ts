import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { type Daemon, startDaemon } from './daemon.ts';
import { daemonHome } from './home.ts';

const VERSIONS = '/usr/lib/postgresql';

const [newest] = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : [];

export const POSTGRES = `${VERSIONS}/${newest}/bin/postgres`;

/** PostgreSQL with an empty cluster. It refuses to be root. */
export async function postgresql(tls: boolean): Promise<Daemon> {
  const home = await daemonHome('postgres');
  const data = `${home.path}/data`;
  await promisify(execFile)(
    `${VERSIONS}/${newest}/bin/initdb`,
    ['--pgdata', data, '--auth=trust', '--no-sync', '--no-locale', '--encoding=UTF8'],
    { ...home.identity, cwd: home.path },
  );
  const settings = {
    listen_addresses: home.address,
    port: '5432',
    unix_socket_directories: '',
    fsync: 'off',
    ssl: tls ? 'on' : 'off',
    ssl_cert_file: home.certificate,
    ssl_key_file: home.key,
  };
  return startDaemon(home, {
    file: POSTGRES,
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    ports: { postgres: 5432 },
    as: 'owner of the home',
    // The fast shutdown, which does not wait for clients.
    stopSignal: 'SIGINT',
  });
}
