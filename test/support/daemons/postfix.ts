import { type Daemon, startDaemon } from './daemon.ts';
import { daemonHome } from './home.ts';

/** The process of Postfix that starts all others. */
export const POSTFIX_MASTER = '/usr/lib/postfix/sbin/master';

/** Postfix with nothing but its SMTP server. Its master wants to be root. */
export async function postfix(tls: boolean): Promise<Daemon> {
  const home = await daemonHome('postfix');
  const queue = `${home.path}/queue`;
  // What `postfix start` makes: but that would put a shell in between, which is told to stop in the master's place.
  for (const folder of ['pid', 'private', 'public']) await home.folder(`queue/${folder}`);
  await home.folder('data');
  await home.write(
    'main.cf',
    `compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${home.path}/data
mail_owner = postfix
myhostname = server.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
local_recipient_maps =
maillog_file = /dev/stdout
smtpd_tls_security_level = ${tls ? 'may' : 'none'}
smtpd_tls_chain_files = ${home.key}, ${home.certificate}
`,
  );
  // An address may differ from those of the interfaces here alone.
  await home.write(
    'master.cf',
    `${home.address}:2525 inet n - n - - smtpd
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
rewrite unix - - n - - trivial-rewrite
postlog unix-dgram n - n - 1 postlogd
`,
  );
  return startDaemon(home, {
    file: POSTFIX_MASTER,
    args: ['-c', home.path, '-s'],
    ports: { smtp: 2525 },
    as: 'root',
  });
}
