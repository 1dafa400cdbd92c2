import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { loadConfigFile, parseConfig } from '../../src/config/load.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const fixtures = (kind: string) =>
  readdirSync(FIXTURES).filter((name) => name.startsWith(kind) && name.endsWith('.yml'));

function message(name: string): string {
  try {
    parseConfig(readFileSync(join(FIXTURES, name), 'utf8'), name);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return `${(error as Error).message}\n`;
  }
  return 'accepted';
}

describe('a configuration that cannot be used says where and why', () => {
  it.each(fixtures('invalid-'))('%s', (name) => {
    const expected = join(FIXTURES, name.replace(/\.yml$/, '.txt'));
    if (process.env['UPDATE_GOLDEN']) writeFileSync(expected, message(name));
    expect(message(name)).toBe(readFileSync(expected, 'utf8'));
  });
});

describe('a configuration that can be used', () => {
  it('may be empty', () => {
    expect(parseConfig('', 'empty.yml')).toEqual({ scan: {}, web: {}, log: {} });
  });

  it('reads every key', () => {
    expect(loadConfigFile(join(FIXTURES, 'valid-everything.yml'))).toEqual({
      root: '/host',
      scan: { interval: 60 },
      sources: [
        {
          name: 'node-pki',
          type: 'files',
          include: ['/etc/kubernetes/pki/**/*.crt'],
          directories: ['/etc/ssl/extra'],
          exclude: ['**/*.old.crt', '/etc/kubernetes/pki/unused/**'],
          regex: /.*\.crt$/i,
          interval: 300,
          timeout: 30,
          max_file_bytes: 1_048_576,
        },
        {
          name: 'java',
          type: 'keystores',
          include: ['/opt/*/conf/*.jks'],
          directories: ['/var/lib/keystores'],
          exclude: ['**/old/**'],
          regex: /\.(jks|p12)$/,
          passphrases: [
            { kind: 'file', path: '/run/secrets/keystore' },
            { kind: 'environment', name: 'KEYSTORE_PASSPHRASE' },
            { kind: 'list', path: '/run/secrets/keystores' },
            { kind: 'empty' },
          ],
          interval: 600,
          timeout: 20,
          max_file_bytes: 65_536,
        },
      ],
      handshake: {
        interval: 120,
        timeout: 3,
        concurrency: 32,
        waiting_connects: 500,
        max_backoff: 900,
        modules: {
          default: { trust: 'node' },
          internal: {
            ip: 'ipv4',
            ca_file: '/etc/pki/internal-ca.pem',
            intermediates_file: '/etc/pki/intermediates.pem',
            server_name: 'db.internal',
            starttls: 'postgres',
            alpn: ['postgresql'],
            min_version: '1.2',
            max_version: '1.3',
            groups: ['X25519MLKEM768', 'x25519'],
            verify: false,
            cert_file: '/etc/pki/client.pem',
            key_file: '/etc/pki/client.key',
            key_passphrase_file: '/etc/pki/passphrase',
            proxy: 'http://proxy.internal:3128',
            no_proxy: '.example.com',
            timeout: 10,
          },
        },
        targets: [
          { target: 'proxy.golang.org:443', module: 'default', stored: '/etc/nginx/tls/tls.crt' },
          { target: '[2001:db8::1]:5432', module: 'internal' },
        ],
        target_files: [{ path: '/etc/tls-cert-exporter/targets/*.yml', module: 'internal' }],
        target_env: [{ variable: 'GOPROXY', module: 'default' }],
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
          timeout_offset: 0.25,
        },
      },
      trust: {
        interval: 600,
        bundles: ['/opt/app/ca.pem'],
        drift: [{ left: '/etc/ssl/certs/ca-certificates.crt', right: '/opt/app/ca.pem' }],
        accept: ['aabbccddeeff00112233445566778899'.repeat(2)],
      },
      rotation: [
        {
          name: 'corp-roots',
          kind: 'anchors',
          target: {
            tool: 'update-ca-certificates',
            path: '/usr/local/share/ca-certificates/corp.crt',
            bundle: '/etc/ssl/certs/ca-certificates.crt',
          },
          content: {
            url: 'https://pki.example.com/roots.pem',
            sha256: '00112233445566778899aabbccddeeff'.repeat(2),
            signature: {
              url: 'https://pki.example.com/roots.pem.sig',
              public_key_file: '/etc/pki/release.pub',
            },
            ca_file: '/etc/pki/internal-ca.pem',
            timeout: 20,
          },
          gate: {
            max_bytes: 1_048_576,
            min_anchors: 100,
            min_share: 0.95,
            pinned: ['aabbccddeeff00112233445566778899'.repeat(2)],
            max_expired: 0,
            canaries: ['/etc/pki/canary.pem'],
          },
          hooks: {
            validate: [{ command: ['nginx', '-t'], timeout: 5 }],
            reload: [{ command: ['nginx', '-s', 'reload'], timeout: 6 }],
            verify: [
              { command: ['/usr/local/bin/smoke'], module: 'default', serves_new: false },
              { handshake: 'localhost:443', module: 'internal', serves_new: false, timeout: 20 },
            ],
          },
          in_place: true,
          backups: 5,
          max_age: 172_800,
        },
        {
          name: 'www',
          kind: 'chain',
          target: '/etc/nginx/tls/www.crt',
          content: { file: '/srv/pki/www.crt' },
          gate: { pinned: [], canaries: [] },
          hooks: {
            validate: [],
            reload: [],
            verify: [{ handshake: 'localhost:443', module: 'default', serves_new: true }],
          },
          in_place: false,
        },
        {
          name: 'more',
          kind: 'anchors',
          target: '/opt/app/ca.pem',
          content: { folder: '/srv/pki/roots' },
          gate: { pinned: [], canaries: [] },
          hooks: { validate: [], reload: [], verify: [] },
          in_place: false,
        },
      ],
      rotation_directory: '/var/lib/rotation',
      web: { listen: [':9201', '[::1]:9202'] },
      log: { level: 'info', format: 'logfmt' },
    });
  });
});

function refusalOf(text: string): string {
  try {
    parseConfig(text, 'prose.yml');
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was taken');
}

describe('a file that cannot be read', () => {
  it('is named when it does not exist', () => {
    expect(() => loadConfigFile('/nowhere/config.yml')).toThrow(
      'cannot read the configuration file /nowhere/config.yml: there is no such file (ENOENT)',
    );
  });

  it('is named when it is a folder', () => {
    expect(() => loadConfigFile('/etc')).toThrow(
      'cannot read the configuration file /etc: it is a folder (EISDIR)',
    );
  });

  it('is told by its first faults alone where it is no YAML at all', () => {
    const text = Array.from({ length: 20 }, (_, line) => `${line}: a: b`).join('\n');
    const lines = refusalOf(text).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe(
      'prose.yml:1:4: not valid YAML: Nested mappings are not allowed in compact mappings',
    );
    expect(lines[3]).toMatch(/^prose\.yml: and \d+ more that may follow from these$/);
  });

  it('is refused when it is larger than any configuration', () => {
    expect(() => parseConfig(`#${' '.repeat(5_000_000)}`, 'big.yml')).toThrow('big.yml: larger than');
  });
});
