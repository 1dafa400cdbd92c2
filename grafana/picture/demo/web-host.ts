import { join } from 'node:path';
import { printState } from '../../../src/rotation/record/state-file.ts';
import { createRevocationList } from '../../../test/support/revocation-list-factory.ts';
import { chain, DAY, leaf, machines, root } from './certificates.ts';
import { SERVED, UNREACHABLE } from './servers.ts';
import { write } from './write-files.ts';

const now = Math.floor(Date.now() / 1000);

/** A host with servers' certificates, which shakes hands and has rotations; the configuration of its exporter. */
export function webHost(host: string, proxyPort: number): object {
  const stored = Object.values(SERVED).flatMap(({ certificate, stored: path }) =>
    path === undefined ? [] : [[path, chain(certificate)] as const],
  );
  const damaged = leaf('old.example.com', 40).pem.replace(/\n.{8}/, '\n!!!!!!!!');
  const list = (nextUpdate: number, revoked: number): string =>
    createRevocationList({
      thisUpdate: now - 6 * DAY,
      nextUpdate: Math.round(now + nextUpdate * DAY),
      revoked,
    }).pem;
  write(host, {
    ...Object.fromEntries(stored),
    '/etc/nginx/tls/api.crt': chain(leaf('api.example.com', 89.5)),
    '/etc/nginx/tls/intranet.crt': chain(leaf('intranet.example.com', 21.6)),
    '/etc/nginx/tls/blog.crt': chain(leaf('blog.example.com', 27.2)),
    '/etc/nginx/tls/cdn.crt': chain(leaf('cdn.example.com', 55.9)),
    '/etc/haproxy/certs/edge.pem': chain(leaf('edge.example.com', 76.4)),
    '/etc/haproxy/certs/old.pem': damaged,
    '/etc/pki/corp/corp-root.pem': root.pem,
    '/etc/openvpn/server.crt': leaf('vpn.example.com', 247, 365, machines).pem,
    '/etc/openvpn/crl.pem': list(1.4, 12),
    '/etc/pki/corp/issuing.crl': list(24.5, 231),
    '/var/lib/kubelet/pki/kubelet.crt': leaf('web-1.example.com', 288, 365, machines).pem,
  });
  const runs = { rotated: 0, unchanged: 0, refused: 0, rolled_back: 0, failed: 0 };
  const states = [
    {
      rotation: 'corporate-roots',
      lastResult: 'rotated',
      lastRun: now - 2.6 * 3600,
      lastSuccess: now - 2.6 * 3600,
      runs: { ...runs, rotated: 3, unchanged: 214 },
    },
    {
      rotation: 'nginx-chain',
      lastResult: 'unchanged',
      lastRun: now - 640,
      lastSuccess: now - 640,
      runs: { ...runs, rotated: 7, unchanged: 498 },
    },
    {
      rotation: 'partner-roots',
      lastResult: 'refused',
      lastRun: now - 8.2 * 3600,
      lastSuccess: now - 6.1 * DAY,
      runs: { ...runs, rotated: 2, unchanged: 95, refused: 4 },
    },
  ] as const;
  write(host, {
    '/var/lib/rotation/state.json': printState({
      recorded: 0,
      states: states.map((each) => ({
        ...each,
        lastRun: Math.round(each.lastRun),
        lastSuccess: Math.round(each.lastSuccess),
      })),
    }),
  });
  return {
    root: host,
    sources: [
      { name: 'servers', include: ['/etc/nginx/**/*.crt', '/etc/haproxy/**/*.pem', '/etc/postfix/**/*.crt'] },
      { name: 'machine', include: ['/etc/openvpn/*', '/etc/pki/**/*', '/var/lib/kubelet/pki/*.crt'] },
    ],
    handshake: {
      interval: '5s',
      modules: {
        default: {
          ca_file: join(host, 'etc/pki/corp/corp-root.pem'),
          proxy: `http://127.0.0.1:${proxyPort}`,
        },
      },
      targets: [
        ...Object.entries(SERVED).map(([target, { stored: path }]) => ({
          target,
          ...(path !== undefined && { stored: path }),
        })),
        { target: UNREACHABLE },
      ],
    },
    rotation_directory: '/var/lib/rotation',
    rotation: states.map(({ rotation: name }) => ({
      name,
      target: join(host, `${name}.pem`),
      content: { file: join(host, 'etc/pki/corp/corp-root.pem') },
    })),
  };
}
