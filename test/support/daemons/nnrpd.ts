import { type Daemon, startDaemon } from './daemon.ts';
import { daemonHome } from './home.ts';

export const NNRPD = '/usr/lib/news/bin/nnrpd';

/** The server for readers of INN, without the rest of the news system. */
export async function nnrpd(tls: boolean): Promise<Daemon> {
  const home = await daemonHome('news');
  const config = await home.write(
    'inn.conf',
    `pathhost: server.example
domain: server.example
mta: "/bin/false"
hismethod: hisv6
enableoverview: true
ovmethod: tradindexed
pathnews: /usr/lib/news
pathbin: /usr/lib/news/bin
pathetc: ${home.path}
pathdb: ${home.path}
pathspool: ${home.path}
pathrun: ${home.path}
pathlog: ${home.path}
pathtmp: ${home.path}
${tls ? `tlscertfile: ${home.certificate}\ntlskeyfile: ${home.key}\n` : ''}`,
  );
  await home.write('storage.conf', 'method trash {\n  newsgroups: "*"\n  class: 0\n}\n');
  await home.write('active', '');
  await home.folder('overview');
  await home.write('overview/group.index', '');
  const readers = await home.write(
    'readers.conf',
    'auth all {\n  hosts: "*"\n  default: "<anonymous>"\n}\naccess all {\n  users: "*"\n  newsgroups: "*"\n}\n',
  );
  return startDaemon(home, {
    file: NNRPD,
    args: ['-D', '-f', '-4', home.address, '-p', '2119', '-c', readers],
    env: { INNCONF: config },
    ports: { nntp: 2119 },
    as: 'owner of the home',
  });
}
