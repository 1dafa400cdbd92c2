import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { collectOnce } from '../../src/app/once.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { createRevocationList } from '../support/revocation-list-factory.ts';
import { rootTree } from '../support/root-tree.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = createCertificate({ subject: 'root' });
const other = createCertificate({ subject: 'other' });
const site = createCertificate({ subject: 'site' });
const bundle = root.pem + other.pem;

/** A tree of files (their text) and links (`-> target`), by path. */
type Tree = Readonly<Record<string, string>>;

/** What the default places find in it, as `path subject`. */
async function found(tree: Tree): Promise<string[]> {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (content.startsWith('-> ')) symlinkSync(content.slice(3), join(folder, path));
    else writeFileSync(join(folder, path), content);
  }
  const { sources } = await collectOnce(resolveConfig(undefined, { root: folder }), () => undefined);
  expect(sources.flatMap(({ problems }) => problems)).toEqual([]);
  return sources
    .flatMap(({ certificates }) => certificates)
    .map(({ location, certificate }) => `${location.path} ${certificate.subject.slice(3)}`)
    .sort();
}

it('Debian: the bundle once, not the links to its roots, and what stands beside them', async () => {
  expect(
    await found({
      '/usr/share/ca-certificates/mozilla/Root.crt': root.pem,
      '/etc/ssl/certs/Root.pem': '-> /usr/share/ca-certificates/mozilla/Root.crt',
      '/etc/ssl/certs/12345678.0': '-> Root.pem',
      '/etc/ssl/certs/ca-certificates.crt': bundle,
      '/etc/ssl/certs/ssl-cert-snakeoil.pem': site.pem,
      '/etc/ssl/private/key.pem': 'no certificate',
      '/etc/ssl/site.crt': site.pem,
    }),
  ).toEqual([
    '/etc/ssl/certs/ca-certificates.crt other',
    '/etc/ssl/certs/ca-certificates.crt root',
    '/etc/ssl/certs/ssl-cert-snakeoil.pem site',
    '/etc/ssl/site.crt site',
  ]);
});

it('RHEL: the bundle once, however many links lead to it, and a web server’s certificate', async () => {
  expect(
    await found({
      '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem': bundle,
      '/etc/pki/ca-trust/extracted/pem/email-ca-bundle.pem': root.pem,
      '/etc/pki/ca-trust/extracted/pem/directory-hash/Root.pem': root.pem,
      '/etc/pki/ca-trust/source/anchors/own.crt': root.pem,
      '/etc/pki/tls/certs/ca-bundle.crt': '-> /etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
      '/etc/pki/tls/cert.pem': '-> /etc/pki/tls/certs/ca-bundle.crt',
      '/etc/ssl/certs': '-> /etc/pki/tls/certs',
      '/etc/pki/tls/certs/localhost.crt': site.pem,
    }),
  ).toEqual([
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem other',
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem root',
    '/etc/pki/tls/certs/localhost.crt site',
  ]);
});

it('SUSE: the bundle, which lies where its single roots lie as well', async () => {
  expect(
    await found({
      '/var/lib/ca-certificates/ca-bundle.pem': bundle,
      '/var/lib/ca-certificates/pem/Root.pem': root.pem,
      '/var/lib/ca-certificates/openssl/Root.pem': root.pem,
      '/etc/ssl/ca-bundle.pem': '-> ../../var/lib/ca-certificates/ca-bundle.pem',
      '/etc/ssl/certs': '-> ../../var/lib/ca-certificates/pem',
    }),
  ).toEqual(['/etc/ssl/ca-bundle.pem other', '/etc/ssl/ca-bundle.pem root']);
});

it('Alpine: the bundle once, under the smaller of its names', async () => {
  expect(
    await found({
      '/etc/ssl/certs/ca-certificates.crt': bundle,
      '/etc/ssl/cert.pem': '-> certs/ca-certificates.crt',
      '/usr/share/ca-certificates/mozilla/Root.crt': root.pem,
      '/etc/ssl/certs/ca-cert-Root.pem': '-> /usr/share/ca-certificates/mozilla/Root.crt',
      '/etc/ssl/certs/12345678.0': '-> ca-cert-Root.pem',
    }),
  ).toEqual(['/etc/ssl/cert.pem other', '/etc/ssl/cert.pem root']);
});

it('nginx: the revocation list beside the CA of its clients, for once that expires nobody gets in', async () => {
  const host = rootTree({
    'etc/nginx/clients.crl': createRevocationList().pem,
    'etc/pki/tls/ca.crl': createRevocationList().der,
  });
  const { sources } = await collectOnce(resolveConfig(undefined, { root: host }), () => undefined);
  expect(sources.flatMap(({ problems }) => problems)).toEqual([]);
  const lists = sources.flatMap(({ revocationLists }) => revocationLists);
  const paths = new Set(lists.map(({ location }) => location.path));
  expect(paths).toEqual(new Set(['/etc/nginx/clients.crl', '/etc/pki/tls/ca.crl']));
  expect(lists).toHaveLength(2);
});

it('a node of Kubernetes: what the kubelet uses and not what it has left behind, Let’s Encrypt once', async () => {
  expect(
    await found({
      '/etc/kubernetes/pki/apiserver.crt': site.pem,
      '/etc/kubernetes/pki/etcd/server.crt': site.pem,
      '/var/lib/kubelet/pki/kubelet-client-2026-01-01-00-00-00.pem': other.pem,
      '/var/lib/kubelet/pki/kubelet-client-2026-02-01-00-00-00.pem': site.pem,
      '/var/lib/kubelet/pki/kubelet-client-current.pem':
        '-> /var/lib/kubelet/pki/kubelet-client-2026-02-01-00-00-00.pem',
      '/etc/letsencrypt/archive/site/fullchain1.pem': site.pem,
      '/etc/letsencrypt/archive/site/cert1.pem': site.pem,
      '/etc/letsencrypt/live/site/fullchain.pem': '-> ../../archive/site/fullchain1.pem',
      '/etc/letsencrypt/live/site/cert.pem': '-> ../../archive/site/cert1.pem',
    }),
  ).toEqual([
    '/etc/kubernetes/pki/apiserver.crt site',
    '/etc/kubernetes/pki/etcd/server.crt site',
    '/etc/letsencrypt/live/site/fullchain.pem site',
    '/var/lib/kubelet/pki/kubelet-client-current.pem site',
  ]);
});
