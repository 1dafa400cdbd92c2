import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { opensslKeystore, PASSPHRASE, writeKeystoreInput } from '../support/keystores.ts';
import { programMissing } from '../support/programs.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';
import { createRevocationList } from '../support/revocation-list-factory.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DAY = 86_400;
const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * DAY;
const pem = (subject: string, days: number, more = {}) =>
  createCertificate({ subject, notAfter: inDays(days), ...more }).pem;

async function check(...argv: string[]) {
  const terminal = recordedTerminal();
  const status = await run(['check', ...argv], terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}

function folderWith(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe('check', () => {
  it('is 0 where all is fine', async () => {
    const folder = folderWith({ 'a.crt': pem('fine', 100) });
    expect(await check(folder)).toMatchObject({
      status: 0,
      out: expect.stringContaining('1 certificate: 1 ok\n'),
    });
  });

  it('is 1 where a revocation list should have been replaced, unless it is accepted or not asked for', async () => {
    const list = createRevocationList({ thisUpdate: inDays(-9), nextUpdate: inDays(-2) });
    const folder = folderWith({ 'ca.crl': list.pem });
    expect(await check(folder)).toMatchObject({
      status: 1,
      out: expect.stringContaining('0 certificates; 1 revocation list: 1 expired\n'),
    });
    const fingerprint = createHash('sha256').update(list.der).digest('hex');
    expect(await check(`--accept=${fingerprint}`, folder)).toMatchObject({ status: 0 });
    expect(await check('--roles=leaf', folder)).toMatchObject({ status: 0 });
    expect((await check('--output=prom', folder)).out).toContain('tls_crl_next_update_timestamp_seconds{');
  });

  it.each([
    ['expired', -1, []],
    ['expiring', 3, []],
    ['expiring', 20, ['--within=30d']],
  ])('is 1 where something is %s (%d days, %j)', async (status, days, flags) => {
    const folder = folderWith({ 'a.crt': pem('late', days) });
    expect(await check(...flags, folder)).toMatchObject({
      status: 1,
      out: expect.stringMatching(`\n${status} `),
    });
  });

  it('is 1 where only a root in a bundle has expired too, and says how to leave such out', async () => {
    const old = pem('old', -1, { isAuthority: true, notBefore: inDays(-900) });
    const folder = folderWith({ 'ca.pem': old + pem('fine', 100, { isAuthority: true }) });
    const { status, out } = await check(folder);
    expect(status).toBe(1);
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      '2 certificates: 1 expired, 1 ok; the one is only a root in a CA bundle (--roles leaf,intermediate leaves it out)',
    );
    expect(await check('--roles', 'leaf,intermediate', folder)).toMatchObject({ status: 0 });
    const json = await check('--output=json', folder);
    expect(json).toMatchObject({ status: 1, out: expect.not.stringContaining('--roles') });
  });

  it('is 1 where something could not be read, and says what', async () => {
    const folder = folderWith({ 'a.crt': 'nothing', 'b.crt': pem('fine', 100) });
    const { status, out } = await check(folder);
    expect(status).toBe(1);
    expect(out).toContain(`PROBLEM  no_certificate  ${folder}/a.crt  `);
  });

  it.each(['/nowhere.crt', '/nowhere/*.crt'])('is 1 for %s, which is not there', async (path) => {
    expect(await check(path)).toMatchObject({ status: 1, out: expect.stringContaining(`  ${path}  `) });
  });

  it('takes a folder with all below it, a file, a glob, and a name with brackets that exists', async () => {
    const folder = folderWith({
      'x/y/a.crt': pem('a', 90),
      '[b].pem': pem('b', 91),
      'c1.pem': pem('c', 92),
      notes: pem('d', 93),
    });
    const { out } = await check(
      '--output=json',
      `${folder}/x`,
      `${folder}/[b].pem`,
      `${folder}/c?.pem`,
      `${folder}/notes`,
    );
    const { certificates } = JSON.parse(out) as { certificates: { path: string; source: string }[] };
    expect(certificates.map(({ path }) => path.slice(folder.length))).toEqual([
      '/x/y/a.crt',
      '/[b].pem',
      '/c1.pem',
      '/notes',
    ]);
    expect(new Set(certificates.map(({ source }) => source))).toEqual(new Set(['flags']));
  });

  it('looks only at the roles asked for', async () => {
    const folder = folderWith({ 'root.crt': pem('root', -5, { isAuthority: true }) });
    expect((await check(folder)).status).toBe(1);
    expect((await check('--roles=leaf,intermediate', folder)).status).toBe(0);
  });

  it('tolerates an accepted fingerprint as openssl prints it', async () => {
    const certificate = createCertificate({ notAfter: inDays(-5) });
    const folder = folderWith({ 'a.crt': certificate.pem });
    const { out } = await check('--output=json', folder);
    const [found] = (JSON.parse(out) as { certificates: { fingerprint_sha256: string }[] }).certificates;
    const printed = found?.fingerprint_sha256.toUpperCase().match(/../g)?.join(':') ?? '';
    expect((await check('--accept', printed, folder)).status).toBe(0);
  });

  it('looks at an unpacked image as if it were /, and follows no link out of it', async () => {
    const outside = folderWith({ 'secret.crt': pem('outside', 90) });
    const image = folderWith({ 'etc/ssl/certs/ca-certificates.crt': pem('inside', 90), 'etc/nginx/x': '' });
    symlinkSync(join(outside, 'secret.crt'), join(image, 'etc/nginx/leak.crt'));
    const { out } = await check('--output=json', '--root', image);
    const { certificates } = JSON.parse(out) as { certificates: { path: string; subject: string }[] };
    expect(certificates).toMatchObject([
      { path: '/etc/ssl/certs/ca-certificates.crt', subject: 'CN=inside' },
    ]);
  });

  it('is not fine where there is no such root', async () => {
    const { status, out } = await check('--root', join(folderWith({}), 'typo'));
    expect(out).toMatch(/^PROBLEM {2}io_error {2}\/ {2}The root under which it looks, .*typo, is no folder/);
    expect(status).toBe(1);
  });

  it('prints metrics for a textfile collector', async () => {
    const folder = folderWith({ 'a.crt': pem('a', 90) });
    const { out } = await check('--output=prom', folder);
    expect(out).toMatch(
      /^# HELP tls_cert_not_after_timestamp_seconds .*\n# TYPE .* gauge\ntls_cert_not_after_timestamp_seconds\{/,
    );
    expect(out).not.toContain('process_');
  });

  it('colours only on a terminal, and not with NO_COLOR', async () => {
    const folder = folderWith({ 'a.crt': pem('a', 90) });
    const screen = recordedTerminal({ isTTY: true, columns: 80 });
    await run(['check', folder], screen);
    expect(screen.out()).toContain('\u001b[32mok');
    const plain = recordedTerminal({ isTTY: true, columns: 80 }, { NO_COLOR: '1' });
    await run(['check', folder], plain);
    expect(plain.out()).not.toContain('\u001b');
  });

  it.each([
    ['--within=soon', '--within: expected a duration'],
    ['--output=xml', '--output: expected table or json or prom, got "xml"'],
    ['--roles=leaf,boss', '--roles: expected leaf, intermediate, root, crl, separated by commas, got "boss"'],
    ['--accept=12:34', '--accept: expected a SHA-256 fingerprint of 64 hex digits, got "12:34"'],
  ])('%s is status 2', async (flag, message) => {
    expect(await check(flag)).toMatchObject({ status: 2, err: expect.stringContaining(message) });
  });
});

describe.skipIf(programMissing('openssl'))('check of keystores', () => {
  it('opens them with the passphrases of files, beside all else', async () => {
    const folder = temporaryFolder();
    const store = opensslKeystore(writeKeystoreInput(temporaryFolder()), []);
    writeFileSync(join(folder, 'a.p12'), store);
    writeFileSync(join(folder, 'b.crt'), pem('b', 100));
    const [wrong, right] = [join(temporaryFolder(), 'wrong'), join(temporaryFolder(), 'right')];
    writeFileSync(wrong, 'wrong\n');
    writeFileSync(right, `${PASSPHRASE}\n`);
    const none = await check(folder);
    expect(none.status).toBe(1);
    expect(none.out).toContain('bad_passphrase');
    const flags = [`--passphrase-file=${wrong}`, `--passphrase-file=${right}`];
    const both = await check(...flags, '--output=json', folder);
    expect(both.status).toBe(0);
    const { certificates, problems } = JSON.parse(both.out);
    expect(problems).toEqual([]);
    expect(certificates.map(({ entry }: { entry?: string }) => entry).toSorted()).toEqual([
      'CN=Keystore CA',
      'web',
      undefined,
    ]);
  });

  it('refuses passphrases that would open nothing', async () => {
    const config = join(temporaryFolder(), 'config.yml');
    writeFileSync(config, 'sources: []');
    const { status, err } = await check(`--config.file=${config}`, '--passphrase-file=/a');
    expect(status).toBe(2);
    expect(err).toContain('--passphrase-file goes with paths on the command line');
  });
});

describe('check of kubeconfigs', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const kubeconfig = (user: object) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'c', cluster: { 'certificate-authority': 'ca.crt' } }],
      users: [{ name: 'u', user }],
    });

  it('that are named: embedded certificates and those in files, beside other files, as one source', async () => {
    const user = { 'client-certificate-data': base64(pem('somebody', 3)) };
    const folder = folderWith({
      'admin.conf': kubeconfig(user),
      'ca.crt': pem('authority', 300),
      'web.crt': pem('web', 100),
    });
    const paths = ['admin.conf', 'web.crt'].map((name) => join(folder, name));
    const { status, out } = await check('--output=json', ...paths);
    const { certificates, problems } = JSON.parse(out) as Record<string, Record<string, unknown>[]>;
    expect(problems).toEqual([]);
    expect(certificates?.map(({ source, path, entry, subject }) => [source, path, entry, subject])).toEqual([
      ['flags', paths[0], 'user/u', 'CN=somebody'],
      ['flags', paths[1], undefined, 'CN=web'],
      ['flags', paths[0], 'cluster/c', 'CN=authority'],
    ]);
    expect(status).toBe(1);
  });

  it('with a token alone, or below --root: no problem', async () => {
    const folder = folderWith({
      'etc/admin.conf': kubeconfig({ token: 'x' }),
      'etc/ca.crt': pem('authority', 300),
    });
    expect(await check(`--root=${folder}`, '/etc/admin.conf')).toMatchObject({
      status: 0,
      out: expect.stringContaining('1 certificate: 1 ok\n'),
    });
  });

  it('that are damaged, and leads that end nowhere, are told for what they are', async () => {
    const folder = folderWith({ 'a.conf': 'kind: Config\nusers: [', 'b.conf': kubeconfig({}) });
    const { status, out } = await check('--output=json', join(folder, 'a.conf'), join(folder, 'b.conf'));
    const { problems } = JSON.parse(out) as Record<string, Record<string, unknown>[]>;
    expect(problems?.map(({ reason, entry }) => [reason, entry])).toEqual([
      ['malformed_kubeconfig', undefined],
      ['not_found', 'cluster/c'],
    ]);
    expect(status).toBe(1);
  });
});
