import { type Daemon, startDaemon } from './daemon.ts';
import { daemonHome } from './home.ts';

export const SLAPD = '/usr/sbin/slapd';

/** OpenLDAP without a database: StartTLS needs none. */
export async function slapd(tls: boolean): Promise<Daemon> {
  const home = await daemonHome('openldap');
  const config = await home.write(
    'slapd.conf',
    tls ? `TLSCertificateFile ${home.certificate}\nTLSCertificateKeyFile ${home.key}\n` : '',
  );
  return startDaemon(home, {
    file: SLAPD,
    // Debugging level 0 keeps it in the foreground.
    args: ['-d', '0', '-f', config, '-h', `ldap://${home.address}:3890`],
    ports: { ldap: 3890 },
    as: 'owner of the home',
  });
}
