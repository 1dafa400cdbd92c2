import { type Daemon, startDaemon } from './daemon.ts';
import { daemonHome } from './home.ts';

export const VSFTPD = '/usr/sbin/vsftpd';

/** vsftpd, whose configuration must belong to the user that it is started by. */
export async function vsftpd(tls: boolean): Promise<Daemon> {
  const home = await daemonHome('root');
  const settings = {
    listen: 'YES',
    listen_address: home.address,
    listen_port: '2121',
    background: 'NO',
    anonymous_enable: 'YES',
    secure_chroot_dir: await home.folder('empty'),
    seccomp_sandbox: 'NO',
    ssl_enable: tls ? 'YES' : 'NO',
    rsa_cert_file: home.certificate,
    rsa_private_key_file: home.key,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  const config = await home.write('vsftpd.conf', lines.join(''));
  return startDaemon(home, { file: VSFTPD, args: [config], ports: { ftp: 2121 }, as: 'root' });
}
