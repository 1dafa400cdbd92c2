import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Runtime } from '../../../src/model/trust.ts';
import { writeBundles, writeFolders } from '../../support/trust-laboratory/bundles.ts';
import { cannotAsk } from '../../support/trust-laboratory/clients.ts';
import { type Experiment, type Laboratory, laboratory } from '../../support/trust-laboratory/laboratory.ts';

// Dozens of programs are started one after the other; nothing depends on how fast.
vi.setConfig({ testTimeout: 120_000 });

let open: Laboratory;
let good: string;
let other: string;
let bad: string;
let late: string;
let missing: string;
let nothing: string;
let folders: Map<string, string>;
beforeAll(async () => {
  open = await laboratory();
  const { wanted, before } = open.roots;
  const bundles = writeBundles(open.folder, {
    good: wanted.pem,
    other: before.pem,
    late: `${wanted.pem}-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n`,
    bad: `${before.pem}-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n`,
  });
  good = bundles.get('good') ?? '';
  other = bundles.get('other') ?? '';
  bad = bundles.get('bad') ?? '';
  late = bundles.get('late') ?? '';
  missing = bundles.get('missing') ?? '';
  folders = writeFolders(open.folder, open.roots);
  nothing = folders.get('nothing') ?? '';
});
afterAll(() => open[Symbol.asyncDispose]());

async function hold(runtime: Runtime, environments: readonly Record<string, string>[]): Promise<void> {
  const experiments: Experiment[] = environments.map((environment) => ({
    name: Object.entries(environment)
      .map(([name, value]) => `${name}=${value.replace(open.folder, '')}`)
      .join(' '),
    runtime,
    environment,
  }));
  const { modelled, seen, said } = await open.run(experiments);
  expect(modelled, JSON.stringify(said, undefined, 1)).toEqual(seen);
  expect(new Set(Object.values(seen))).toEqual(new Set(['trusts', 'does not']));
}

/** The folders, each as one variable. */
function eachFolder(name: string, more: Record<string, string> = {}): Record<string, string>[] {
  return [...folders.values()].map((path) => ({ ...more, [name]: path }));
}

const OF_OPENSSL = ['openssl', 'python', 'ruby'] as const;

it.for(OF_OPENSSL.filter((runtime) => !cannotAsk(runtime)))(
  '%s follows its variables as the model says',
  async (runtime) => {
    await hold(runtime, [
      ...eachFolder('SSL_CERT_DIR', { SSL_CERT_FILE: missing }),
      {},
      { SSL_CERT_FILE: good },
      { SSL_CERT_FILE: '', SSL_CERT_DIR: '' },
      { SSL_CERT_FILE: bad, SSL_CERT_DIR: folders.get('hashed') ?? '' },
      { SSL_CERT_FILE: missing, SSL_CERT_DIR: `${nothing}:${folders.get('hashed')}` },
      { CURL_CA_BUNDLE: good, REQUESTS_CA_BUNDLE: good, NODE_EXTRA_CA_CERTS: good },
      { SSL_CERT_FILE: missing, SSL_CERT_DIR: good },
      { SSL_CERT_FILE: missing, SSL_CERT_DIR: late },
      { SSL_CERT_FILE: missing, SSL_CERT_DIR: bad },
      { SSL_CERT_FILE: missing, SSL_CERT_DIR: `${good}:${nothing}` },
    ]);
  },
);

it.skipIf(cannotAsk('curl'))('curl follows its variables as the model says', async () => {
  await hold('curl', [
    ...eachFolder('SSL_CERT_DIR'),
    ...eachFolder('SSL_CERT_DIR', { SSL_CERT_FILE: other }),
    {},
    { SSL_CERT_FILE: good },
    { CURL_CA_BUNDLE: other, SSL_CERT_FILE: good },
    { CURL_CA_BUNDLE: other, SSL_CERT_DIR: folders.get('hashed') ?? '' },
    { CURL_CA_BUNDLE: missing, SSL_CERT_FILE: good },
    { CURL_CA_BUNDLE: '', SSL_CERT_FILE: good },
    { SSL_CERT_FILE: good, SSL_CERT_DIR: nothing },
    { SSL_CERT_FILE: missing, SSL_CERT_DIR: folders.get('hashed') ?? '' },
    { SSL_CERT_FILE: bad, SSL_CERT_DIR: folders.get('hashed') ?? '' },
    { REQUESTS_CA_BUNDLE: good },
  ]);
});

it.skipIf(cannotAsk('curl'))('curl follows its configuration as the model says', async () => {
  const configuration = (name: string, text: string, file = '.curlrc'): Record<string, string> => {
    const home = join(open.folder, name);
    mkdirSync(dirname(join(home, file)), { recursive: true });
    writeFileSync(join(home, file), text);
    return { HOME: home };
  };
  // Newer ones look for the second name.
  const xdg = configuration('xdg', `cacert=${good}\n`)['HOME'] ?? '';
  configuration('xdg', `cacert=${good}\n`, 'curlrc');
  await hold('curl', [
    { ...configuration('file', `cacert = "${good}"\n`), CURL_CA_BUNDLE: other },
    configuration('file without quotes', `# ours\n--cacert ${good}\n`),
    configuration('file with a colon', `cacert:${good}\n`),
    configuration('commented out', `#cacert = ${good}\n`),
    configuration('overruled', `cacert=${good}\ncacert=${other}\n`),
    { ...configuration('another file', `cacert = ${other}\n`), SSL_CERT_FILE: good },
    { ...configuration('not there', `cacert = ${missing}\n`), SSL_CERT_FILE: good },
    configuration('a folder', `capath = ${folders.get('hashed')}\n`),
    {
      ...configuration('another folder', `capath = ${nothing}\n`),
      SSL_CERT_DIR: folders.get('hashed') ?? '',
    },
    { ...configuration('a folder beside', `capath = ${nothing}\n`), SSL_CERT_FILE: good },
    { ...configuration('a folder beside a bundle', `capath = ${nothing}\n`), CURL_CA_BUNDLE: good },
    { XDG_CONFIG_HOME: xdg },
    {
      ...configuration('home below', `cacert=${other}\n`),
      XDG_CONFIG_HOME: xdg,
    },
    { CURL_HOME: configuration('own', `cacert=${good}\n`)['HOME'] ?? '' },
    {
      ...configuration('home', `cacert=${good}\n`),
      CURL_HOME: configuration('first', `cacert=${other}\n`)['HOME'] ?? '',
    },
    configuration('below', `cacert=${good}\n`, '.config/curlrc'),
    { CURL_HOME: configuration('no dot', `cacert=${good}\n`, 'curlrc')['HOME'] ?? '' },
  ]);
});

it.skipIf(cannotAsk('wget'))('wget follows its configuration as the model says', async () => {
  const written = (name: string, text: string): string => {
    const path = join(open.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  const hashed = folders.get('hashed') ?? '';
  const home = (name: string, text: string) => ({ HOME: dirname(written(`${name}/.wgetrc`, text)) });
  await hold('wget', [
    {},
    home('wget file', `ca_certificate = ${good}\n`),
    home('wget other spelling', `CA-Certificate=${good}  \n`),
    home('wget comment', `# ca_certificate = ${good}\n`),
    home('wget damaged file', `ca_certificate = ${bad}\n`),
    home('wget other file', `ca_certificate = ${other}\n`),
    home('wget missing file', `ca_certificate = ${missing}\n`),
    home('wget folder', `ca_directory = ${hashed}\n`),
    home('wget other folder and file', `ca_directory = ${nothing}\nca_certificate = ${good}\n`),
    home('wget folder and other file', `ca_directory = ${hashed}\nca_certificate = ${other}\n`),
    home('wget last', `ca_certificate = ${other}\nca_certificate = ${good}\n`),
    { WGETRC: written('wgetrc', `ca_certificate = ${good}\n`) },
    { ...home('wget file', `ca_certificate = ${good}\n`), WGETRC: written('empty wgetrc', '') },
    { SYSTEM_WGETRC: written('system wgetrc', `ca_certificate = ${good}\n`) },
    {
      SYSTEM_WGETRC: written('system wgetrc', `ca_certificate = ${good}\n`),
      ...home('wget other file', `ca_certificate = ${other}\n`),
    },
    { SSL_CERT_FILE: good },
  ]);
});

it.skipIf(cannotAsk('git'))('git follows its variables and its configuration as the model says', async () => {
  const configuration = (name: string, text: string): Record<string, string> => {
    const home = join(open.folder, name);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, '.gitconfig'), text);
    return { HOME: home };
  };
  await hold('git', [
    ...eachFolder('GIT_SSL_CAPATH'),
    { GIT_SSL_CAINFO: missing, GIT_SSL_CAPATH: folders.get('hashed') ?? '' },
    { GIT_SSL_CAINFO: bad, GIT_SSL_CAPATH: folders.get('hashed') ?? '' },
    { GIT_SSL_CAINFO: other, GIT_SSL_CAPATH: folders.get('no hashes') ?? '' },
    { SSL_CERT_FILE: good, CURL_CA_BUNDLE: good, SSL_CERT_DIR: folders.get('hashed') ?? '' },
    configuration('plain', `[http]\n\tsslCAInfo = ${good}\n`),
    configuration('quoted', `[HTTP]\n\tSSLCAINFO = "${good}" # ours\n`),
    configuration('commented', `[http]\n# sslCAInfo = ${good}\n[core]\n\tsslCAInfo = ${good}\n`),
    configuration('other address', `[http "https://example.com"]\n\tsslCAInfo = ${good}\n`),
    { ...configuration('overruled', `[http]\n\tsslCAInfo = ${good}\n`), GIT_SSL_CAINFO: other },
    { ...configuration('folder', `[http]\n\tsslCAPath = ${folders.get('no hashes')}\n`) },
    { GIT_CONFIG_GLOBAL: join(open.folder, 'plain/.gitconfig') },
    { ...configuration('included', `[include]\n\tpath = ../plain/.gitconfig\n`) },
    {
      ...configuration(
        'include first',
        `[include]\npath = "~/../plain/.gitconfig"\n[http]\nsslCAInfo=${other}\n`,
      ),
    },
    { ...configuration('two lines', `[http]\n\tsslCAInfo = ${good.slice(0, 9)}\\\n${good.slice(9)}\n`) },
    { ...configuration('half quoted', `[http]\n\tsslCAInfo = ${good.slice(0, 9)}"${good.slice(9)}"\n`) },
    { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'HTTP.sslcainfo', GIT_CONFIG_VALUE_0: good },
    {
      ...configuration('counted', `[http]\n\tsslCAInfo = ${good}\n`),
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'http.sslCAPath',
      GIT_CONFIG_VALUE_0: nothing,
      GIT_CONFIG_KEY_1: 'http.sslCAInfo',
      GIT_CONFIG_VALUE_1: other,
    },
  ]);
});

it.skipIf(cannotAsk('requests'))('requests follows its variables as the model says', async () => {
  await hold('requests', [
    ...eachFolder('REQUESTS_CA_BUNDLE'),
    {},
    { CURL_CA_BUNDLE: good },
    { REQUESTS_CA_BUNDLE: other, CURL_CA_BUNDLE: good },
    { REQUESTS_CA_BUNDLE: '', CURL_CA_BUNDLE: good },
    { REQUESTS_CA_BUNDLE: missing, CURL_CA_BUNDLE: good },
    { SSL_CERT_FILE: good, SSL_CERT_DIR: folders.get('hashed') ?? '' },
  ]);
});

it.skipIf(cannotAsk('go'))('go follows its variables as the model says', async () => {
  await hold('go', [
    ...eachFolder('SSL_CERT_DIR'),
    ...eachFolder('SSL_CERT_DIR', { SSL_CERT_FILE: missing }),
    {},
    { SSL_CERT_FILE: good },
    { SSL_CERT_FILE: '', SSL_CERT_DIR: '' },
    { SSL_CERT_FILE: missing, SSL_CERT_DIR: `${nothing}:${folders.get('no hashes')}` },
    { CURL_CA_BUNDLE: good, REQUESTS_CA_BUNDLE: good },
  ]);
});

it('node follows its variables as the model says', async () => {
  await hold('node', [
    {},
    { SSL_CERT_FILE: good, SSL_CERT_DIR: folders.get('hashed') ?? '' },
    { SSL_CERT_FILE: good, NODE_OPTIONS: '--use-openssl-ca' },
    { SSL_CERT_FILE: good, NODE_OPTIONS: '--use-system-ca' },
    { SSL_CERT_FILE: good, NODE_USE_SYSTEM_CA: '1' },
    { SSL_CERT_FILE: good, NODE_USE_SYSTEM_CA: '0' },
    { SSL_CERT_FILE: bad, SSL_CERT_DIR: folders.get('hashed') ?? '', NODE_OPTIONS: '--use-openssl-ca' },
    { SSL_CERT_FILE: missing, SSL_CERT_DIR: folders.get('hashed') ?? '', NODE_OPTIONS: '--use-system-ca' },
    { SSL_CERT_FILE: missing, SSL_CERT_DIR: folders.get('no hashes') ?? '', NODE_OPTIONS: '--use-system-ca' },
    { SSL_CERT_FILE: late, NODE_OPTIONS: '--use-system-ca' },
    { SSL_CERT_FILE: late, NODE_OPTIONS: '--use-openssl-ca' },
    {
      SSL_CERT_FILE: missing,
      SSL_CERT_DIR: `${nothing}:${folders.get('hashed')}`,
      NODE_OPTIONS: '--use-system-ca',
    },
    ...eachFolder('SSL_CERT_DIR', { SSL_CERT_FILE: missing, NODE_OPTIONS: '--use-system-ca' }),
    { NODE_EXTRA_CA_CERTS: good, SSL_CERT_FILE: other, NODE_OPTIONS: '--use-openssl-ca' },
    { NODE_EXTRA_CA_CERTS: folders.get('hashed') ?? '' },
    { SSL_CERT_FILE: good, NODE_OPTIONS: '"--use-system-ca"' },
    { SSL_CERT_FILE: good, NODE_OPTIONS: '--use_system_ca' },
    { SSL_CERT_FILE: good, NODE_OPTIONS: '--use-openssl-ca=true' },
    { SSL_CERT_FILE: good, NODE_OPTIONS: '--use-system-ca --no-use-system-ca' },
    { SSL_CERT_FILE: good, NODE_OPTIONS: '--no-use-system-ca', NODE_USE_SYSTEM_CA: '1' },
    { SSL_CERT_FILE: good, NODE_OPTIONS: '--use-openssl-ca', NODE_USE_SYSTEM_CA: '1' },
    { SSL_CERT_FILE: good, NODE_OPTIONS: '--use-openssl-ca --use-system-ca' },
    { NODE_EXTRA_CA_CERTS: good, NODE_OPTIONS: '--use-openssl-ca --use-system-ca' },
    { SSL_CERT_FILE: good, NODE_OPTIONS: '--use-system-ca --use-bundled-ca' },
    { NODE_EXTRA_CA_CERTS: good, NODE_OPTIONS: '--use-openssl-ca --use-bundled-ca' },
  ]);
});
