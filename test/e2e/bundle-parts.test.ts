import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { builtBundle, startExporter } from '../support/bundle.ts';
import { makeCertificate } from '../support/openssl.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Prints, at the end, which parts of the bundle the process has loaded. */
const TELL = `data:text/javascript,
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
  process.on('exit', () => console.error('LOADED ' + loaded.join(' ')));`;

/** A module of each package or room that few need, by a text that is in its code and nowhere else. */
const SELDOM = {
  zod: 'invalid_union',
  yaml: 'BLOCK_FOLDED',
  '@peculiar/x509': 'AuthorityKeyIdentifierExtension',
  trust: 'NODE_EXTRA_CA_CERTS',
  rotation: 'Rotating=class',
};

/** What is in the parts that a command line loads. */
async function run(...args: readonly string[]) {
  const bundled = await builtBundle();
  const folder = dirname(bundled);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', TELL, bundled, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  const names = (/^LOADED (.*)$/m.exec(stderr)?.[1] ?? '').split(' ').map((url) => basename(url));
  const parts = readdirSync(folder).filter((name) => names.includes(name));
  const code = parts.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  return { status, stdout, stderr, parts, code };
}

describe('parts', () => {
  it('of the configuration file are loaded where there is one, and only there', async () => {
    const file = temporaryFile('www.crt', makeCertificate('www.example.com', 90).certificate);
    const without = await run('check', file);
    expect(without.status).toBe(0);
    expect(without.code.includes('ConfigError=class')).toBe(true);
    expect(without.code.includes(SELDOM.zod)).toBe(false);
    expect(without.code.includes(SELDOM.yaml)).toBe(false);
    const config = temporaryFile('config.yml', 'log: { level: debug }\n');
    const withFile = await run('serve', `--config.file=${config}`, '--config.check');
    expect(withFile).toMatchObject({ status: 0 });
    expect(withFile.code.includes(SELDOM.zod)).toBe(true);
    expect(withFile.code.includes(SELDOM.yaml)).toBe(true);
  });

  it('of the exporter without a configuration file hold no library of certificates and no rotator', async () => {
    const { status, code } = await run('serve', '--config.check', `--certificates-dir=${temporaryFolder()}`);
    expect(status).toBe(0);
    expect(Object.values(SELDOM).filter((seldom) => code.includes(seldom))).toEqual([]);
  });

  it('leave out what nobody calls', async () => {
    const folder = dirname(await builtBundle());
    const all = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const text = all.join('\n');
    expect(Object.values(SELDOM).filter((seldom) => !text.includes(seldom))).toEqual([]);
    for (const name of ['ajv', 'light-my-request', 'OpenTelemetry']) {
      expect(text).not.toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
    expect(text).toMatch(/^fastify \d/m);
  });
});

it.each([...COMMANDS.keys()])('%s works out of the bundle', async (name) => {
  const { status, stdout } = await run(name, '--help');
  expect(status).toBe(0);
  expect(stdout).toContain(name);
});

it('refuses what is wrong in one line, whatever part finds it', async () => {
  const config = temporaryFile('config.yml', 'scan: { intervall: 1m }\n');
  const { status, stderr } = await run('serve', `--config.file=${config}`);
  expect(status).toBe(2);
  expect(stderr).toContain(`${config}:1:20: scan.intervall: unknown key`);
});

it('reads a certificate that only the library understands', async () => {
  // The length of the whole is written in the indefinite form, which is BER and not DER.
  const { certificate } = makeCertificate('odd.example.com', 90);
  const der = Buffer.from(certificate.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const content = der.subarray(4);
  const file = join(temporaryFolder(), 'odd.crt');
  writeFileSync(file, Buffer.concat([Buffer.from([0x30, 0x80]), content, Buffer.from([0, 0])]));
  const { stdout, code } = await run('check', '--output', 'json', file);
  expect(JSON.parse(stdout)).toMatchObject({
    certificates: [{ subject: 'CN=odd.example.com,O=Example' }],
    problems: [],
  });
  expect(code.includes(SELDOM['@peculiar/x509'])).toBe(true);
});

it('serves kubeconfigs, whose format is a part', async () => {
  const folder = temporaryFolder();
  const data = Buffer.from(makeCertificate('client.example.com', 90).certificate).toString('base64');
  const user = `{ name: me, user: { client-certificate-data: ${data} } }`;
  writeFileSync(join(folder, 'admin.conf'), `apiVersion: v1\nkind: Config\nusers: [${user}]\n`);
  const source = `{ name: kube, type: kubeconfigs, include: ["${folder}/admin.conf"] }`;
  const config = temporaryFile('config.yml', `sources: [${source}]\n`);
  const exporter = await startExporter([`--config.file=${config}`]);
  await expect
    .poll(() => fetch(`${exporter.url}/metrics`).then((answer) => answer.text()), { timeout: 20_000 })
    .toMatch(/^tls_cert_not_after_timestamp_seconds\{.*CN=client\.example\.com/m);
  expect(await exporter.end('SIGTERM')).toBe(0);
});
