import { type Daemon, startDaemon } from './daemon.ts';
import { daemonHome } from './home.ts';

export const MARIADBD = '/usr/sbin/mariadbd';

/** MariaDB without a single table: the handshake needs none. */
export async function mariadb(tls: boolean): Promise<Daemon> {
  const home = await daemonHome('mysql');
  const data = await home.folder('data');
  const ssl = tls ? [`--ssl-cert=${home.certificate}`, `--ssl-key=${home.key}`] : ['--skip-ssl'];
  return startDaemon(home, {
    file: MARIADBD,
    args: [
      '--no-defaults',
      `--datadir=${data}`,
      `--tmpdir=${home.path}`,
      `--socket=${home.path}/socket`,
      `--pid-file=${home.path}/pid`,
      `--bind-address=${home.address}`,
      '--port=3306',
      '--skip-grant-tables',
      '--skip-innodb',
      '--default-storage-engine=MyISAM',
      ...ssl,
    ],
    ports: { mysql: 3306 },
    as: 'owner of the home',
  });
}
