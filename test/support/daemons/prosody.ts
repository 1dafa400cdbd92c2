import { type Daemon, startDaemon } from './daemon.ts';
import { daemonHome } from './home.ts';

export const PROSODY = '/usr/bin/prosody';

/** Prosody for the host `server.example`. It refuses to be root. */
export async function prosody(tls: boolean): Promise<Daemon> {
  const home = await daemonHome('prosody');
  const config = await home.write(
    'prosody.cfg.lua',
    `interfaces = { "${home.address}" }
c2s_ports = { 5222 }
s2s_ports = {}
data_path = "${await home.folder('data')}"
pidfile = "${home.path}/pid"
log = { { levels = { min = "warn" }, to = "console" } }
modules_enabled = { "saslauth"${tls ? ', "tls"' : ''} }
modules_disabled = { "s2s"${tls ? '' : ', "tls"'} }
c2s_require_encryption = ${tls}
authentication = "internal_hashed"
VirtualHost "server.example"
  ssl = { certificate = "${home.certificate}", key = "${home.key}" }
`,
  );
  return startDaemon(home, {
    file: PROSODY,
    args: ['-F', '--config', config],
    ports: { xmpp: 5222 },
    as: 'owner of the home',
  });
}
