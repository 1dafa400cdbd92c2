import { type Daemon, startDaemon } from './daemon.ts';
import { daemonHome } from './home.ts';

export const DOVECOT = '/usr/sbin/dovecot';

/** Dovecot with its IMAP, POP3, LMTP and ManageSieve servers. */
export async function dovecot(tls: boolean): Promise<Daemon> {
  const home = await daemonHome('dovecot');
  const ports = { imap: 2143, pop3: 2110, lmtp: 2424, sieve: 2419 };
  const service = (name: string, listener: string, port: number): string =>
    `service ${name} {\n  inet_listener ${listener} {\n    address = ${home.address}\n    port = ${port}\n  }\n}\n`;
  const config = await home.write(
    'dovecot.conf',
    `base_dir = ${home.path}/run
state_dir = ${home.path}/state
log_path = /dev/stderr
protocols = imap pop3 lmtp sieve
listen = ${home.address}
mail_location = maildir:${home.path}/mail
ssl = ${tls ? 'yes' : 'no'}
ssl_cert = <${home.certificate}
ssl_key = <${home.key}
passdb {
  driver = static
  args = nopassword=y
}
userdb {
  driver = static
  args = uid=dovecot gid=dovecot home=${home.path}/mail
}
${service('imap-login', 'imap', ports.imap)}${service('pop3-login', 'pop3', ports.pop3)}
${service('lmtp', 'lmtp', ports.lmtp)}${service('managesieve-login', 'sieve', ports.sieve)}
service imap-login {
  inet_listener imaps {
    port = 0
  }
}
service pop3-login {
  inet_listener pop3s {
    port = 0
  }
}
`,
  );
  return startDaemon(home, { file: DOVECOT, args: ['-F', '-c', config], ports, as: 'root' });
}
