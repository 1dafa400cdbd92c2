import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';

function resolve(yaml: string) {
  const { handshake } = resolveConfig(parseConfig(yaml, 'test.yml'), {});
  if (handshake === undefined) throw new Error('nothing is said of handshakes');
  return handshake;
}

it('has a strict default module, and defaults for everything else', () => {
  expect(resolve('handshake: {}')).toEqual({
    interval: 60,
    concurrency: 64,
    waitingConnects: 1024,
    maxBackoff: undefined,
    modules: new Map([
      [
        'default',
        {
          name: 'default',
          ip: 'any',
          alpn: [],
          proxy: { kind: 'environment' },
          trust: { kind: 'system' },
          verify: true,
          timeout: 5,
        },
      ],
    ]),
    targets: [],
    targetFiles: [],
    targetVariables: [],
    probe: { allow: [], concurrency: 32, timeoutOffset: 0.5 },
  });
});

it('takes everything over that is configured', () => {
  const yaml = readFileSync(join(import.meta.dirname, 'fixtures/valid-everything.yml'), 'utf8');
  const { modules, targets, ...rest } = resolve(yaml);
  expect(rest).toEqual({
    interval: 120,
    concurrency: 32,
    waitingConnects: 500,
    maxBackoff: 900,
    targetFiles: [{ path: '/etc/tls-cert-exporter/targets/*.yml', module: 'internal' }],
    targetVariables: [{ variable: 'GOPROXY', module: 'default' }],
    probe: {
      allow: [
        {
          host: { kind: 'below', name: 'example.com' },
          ports: [
            { first: 443, last: 443 },
            { first: 8000, last: 8099 },
          ],
        },
        {
          host: { kind: 'network', network: { address: '10.0.0.0', bits: 8 } },
          ports: [{ first: 443, last: 443 }],
        },
      ],
      concurrency: 16,
      timeoutOffset: 0.25,
    },
  });
  expect([...modules.keys()]).toEqual(['default', 'internal']);
  expect(modules.get('default')).toMatchObject({ trust: { kind: 'node' }, timeout: 3 });
  expect(modules.get('internal')).toEqual({
    name: 'internal',
    ip: 'ipv4',
    serverName: 'db.internal',
    starttls: 'postgres',
    alpn: ['postgresql'],
    minVersion: '1.2',
    maxVersion: '1.3',
    groups: ['X25519MLKEM768', 'x25519'],
    clientCertificate: {
      certFile: '/etc/pki/client.pem',
      keyFile: '/etc/pki/client.key',
      passphraseFile: '/etc/pki/passphrase',
    },
    proxy: { kind: 'url', url: 'http://proxy.internal:3128', exceptFor: '.example.com' },
    trust: { kind: 'path', path: '/etc/pki/internal-ca.pem' },
    intermediatesPath: '/etc/pki/intermediates.pem',
    verify: false,
    timeout: 10,
  });
  expect(targets).toEqual([
    {
      target: 'proxy.golang.org:443',
      host: 'proxy.golang.org',
      port: 443,
      module: 'default',
      stored: '/etc/nginx/tls/tls.crt',
    },
    { target: '[2001:db8::1]:5432', host: '2001:db8::1', port: 5432, module: 'internal' },
  ]);
});

it('has the roots of whom a module names', () => {
  const { modules } = resolve(
    'handshake: { modules: { a: { trust: go }, b: { trust: node }, c: { ca_file: /ca.pem } } }',
  );
  expect(['default', 'a', 'b', 'c'].map((name) => modules.get(name)?.trust)).toEqual([
    { kind: 'system' },
    { kind: 'runtime', runtime: 'go' },
    { kind: 'node' },
    { kind: 'path', path: '/ca.pem' },
  ]);
});
