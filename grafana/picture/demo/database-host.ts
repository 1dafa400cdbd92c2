import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createCertificate } from '../../../test/support/certificate-factory.ts';
import { chain, DAY, leaf, machines, root } from './certificates.ts';
import { write } from './write-files.ts';

const now = Math.floor(Date.now() / 1000);

/** What makes a host's runtimes, of the machine that draws; what it has not is left out. */
const PROGRAMS = [
  '/usr/bin/curl',
  '/usr/bin/wget',
  '/usr/bin/git',
  '/usr/lib/git-core/git-remote-http',
  ...['libcrypto.so.3', 'libssl.so.3', 'libcurl.so.4', 'libcurl-gnutls.so.4', 'libgnutls.so.30'].map(
    (library) => `/usr/lib/x86_64-linux-gnu/${library}`,
  ),
];

/** A host with bundles of roots, which are audited; the configuration of its exporter. */
export function databaseHost(host: string): object {
  mkdirSync(host, { recursive: true });
  copyDistributionsRoots(host);
  for (const path of PROGRAMS.filter((each) => existsSync(each))) {
    mkdirSync(join(host, dirname(path)), { recursive: true });
    copyFileSync(path, join(host, path));
  }
  const old = createCertificate({
    subject: 'Partner Root 2016',
    isAuthority: true,
    notBefore: now - 3600 * DAY,
    notAfter: now - 40 * DAY,
  });
  const partner = createCertificate({
    subject: 'Partner Root 2025',
    isAuthority: true,
    notBefore: now - 300 * DAY,
    notAfter: now + 3000 * DAY,
  });
  write(host, {
    '/etc/postgresql/tls/server.crt': chain(leaf('db-1.example.com', 18.8, 90, machines), machines),
    '/etc/postgresql/tls/replica.crt': chain(leaf('replica.db-1.example.com', 64, 90, machines), machines),
    '/etc/etcd/pki/server.crt': leaf('etcd-1.example.com', 190, 365, machines).pem,
    '/etc/etcd/pki/peer.crt': leaf('etcd-1-peer.example.com', 190, 365, machines).pem,
    '/etc/mysql/tls/server.crt': leaf('mysql.example.com', -3.2, 365, machines).pem,
    '/etc/pki/partner/one.pem': root.pem + partner.pem + old.pem,
    '/etc/pki/partner/other.pem': root.pem + old.pem,
  });
  const [left, right] = ['/etc/pki/partner/one.pem', '/etc/pki/partner/other.pem'];
  return {
    root: host,
    sources: [
      {
        name: 'databases',
        include: ['/etc/postgresql/**/*.crt', '/etc/etcd/**/*.crt', '/etc/mysql/**/*.crt'],
      },
    ],
    trust: { bundles: [left, right], drift: [{ left, right }] },
  };
}

/** The roots of Debian's package, without what somebody has added to the machine that draws. */
function copyDistributionsRoots(host: string): void {
  const packaged = '/usr/share/ca-certificates/mozilla';
  const folder = '/etc/ssl/certs';
  mkdirSync(join(host, folder), { recursive: true });
  mkdirSync(join(host, packaged), { recursive: true });
  mkdirSync(join(host, '/usr/lib/ssl'), { recursive: true });
  symlinkSync(folder, join(host, '/usr/lib/ssl/certs'));
  const roots = readdirSync(packaged);
  for (const name of roots) copyFileSync(join(packaged, name), join(host, packaged, name));
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    // A name, or a hash that leads to a name.
    if (lstatSync(path).isSymbolicLink() && existsSync(path) && realpathSync(path).startsWith(`${packaged}/`))
      symlinkSync(readlinkSync(path), join(host, path));
  }
  const bundle = roots.map((name) => readFileSync(join(packaged, name), 'utf8')).join('');
  write(host, { [`${folder}/ca-certificates.crt`]: bundle });
}
