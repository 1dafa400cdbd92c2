import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { imageStart } from '../../bench/program/image-start.ts';
import { parse } from '../../src/cli/parse.ts';
import { serve } from '../../src/cli/serve.ts';
import { VERSION } from '../../src/version.ts';
import { builtBundle } from '../support/bundle.ts';
import { startListening } from '../support/listening-process.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { allowedCalls, exposureOf, startTraced, valuesIn } from '../support/systemd.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const UNITS = join(ROOT, 'deploy/systemd');
const DOCS = readFileSync(join(ROOT, 'docs/deployment.md'), 'utf8');
const UNIT = 'tls-cert-exporter.service';
const DROP_IN = 'tls-cert-exporter.service.d/read-everything.conf';

const text = readFileSync(join(UNITS, UNIT), 'utf8');
const launcher = readFileSync(join(UNITS, 'tls-cert-exporter'), 'utf8');
const valuesOf = (key: string): string[] => valuesIn(text, key);

/** The unit with a program that is there, whatever is installed on this host; with or without the drop-in. */
function installed(dropIn: boolean): string {
  const folder = temporaryFolder();
  const stub = join(folder, 'program');
  writeFileSync(stub, '#!/bin/sh\n');
  chmodSync(stub, 0o755);
  writeFileSync(join(folder, UNIT), text.replaceAll('/usr/bin/tls-cert-exporter', stub));
  if (dropIn) cpSync(join(UNITS, DROP_IN), join(folder, DROP_IN), { recursive: true });
  return join(folder, UNIT);
}

describe('starts as the image does, which is what docs/performance.md has measured:', () => {
  const { nodeFlags, environment } = imageStart();

  it('the program with its flags', () => {
    const words = launcher
      .slice(launcher.indexOf('exec '))
      .trim()
      .split(/[\s\\]+/);
    expect(words).toEqual([
      'exec',
      '"$folder/node"',
      ...nodeFlags,
      '"$folder/tls-cert-exporter.mjs"',
      '"$@"',
    ]);
  });

  it('the unit with its environment', () => {
    const written = valuesOf('Environment').flatMap((line) => line.split(' '));
    expect(written).toEqual(Object.entries(environment).map(([name, value]) => `${name}=${value}`));
  });
});

describe('the unit of the exporter', () => {
  it('runs a command line that the program takes, with flags out of a file that need not be there', () => {
    expect(valuesOf('EnvironmentFile')).toEqual(['-/etc/default/tls-cert-exporter']);
    const [program, command, ...argv] = (valuesOf('ExecStart')[0] ?? '').split(' ');
    expect([program, command, ...argv]).toEqual(['/usr/bin/tls-cert-exporter', 'serve', '$ARGS']);
    const [, args = ''] = /^# ARGS=(\S+), /m.exec(text) ?? [];
    expect(parse(serve, [args]).value('config.file')).toBe('/etc/tls-cert-exporter/config.yml');
  });

  it('is not started again and again with a configuration that is wrong', () => {
    expect(valuesOf('RestartPreventExitStatus')).toEqual(['2']);
  });
});

it('the program runs where the documentation has it put, under the name that the units have', async () => {
  const [block = ''] = DOCS.match(/^npm ci && npm run build\n[^`]*/m) ?? [];
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'usr/bin'), { recursive: true });
  // As after the build: the folder that it makes is called dist.
  cpSync(join(await builtBundle(), '..'), join(folder, 'dist'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'docs'), join(folder, 'docs'));
  mkdirSync(join(folder, 'deploy/systemd'), { recursive: true });
  writeFileSync(
    join(folder, 'deploy/systemd/tls-cert-exporter'),
    launcher.replaceAll('/usr/', `${folder}/usr/`),
  );
  const commands = block
    .replace(/^npm .*\n/, '')
    .replaceAll('/usr/', `${folder}/usr/`)
    .replace(/^tls-cert-exporter /m, `${folder}/usr/bin/tls-cert-exporter `);
  const { status, stdout, stderr } = runProgram('sh', ['-ec', `umask 077\ncd ${folder}\n${commands}`]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(`tls-cert-exporter ${VERSION} `);
  // Whatever root's umask is, the unit's user has to read it.
  const library = join(folder, 'usr/lib/tls-cert-exporter');
  for (const name of readdirSync(library, { recursive: true, encoding: 'utf8' }))
    expect(statSync(join(library, name)).mode & 0o044).toBe(0o044);
  const [, documentation = ''] = /^Documentation=file:(.*)$/m.exec(text) ?? [];
  expect(existsSync(join(folder, documentation))).toBe(true);
  const program = join(folder, 'usr/bin/tls-cert-exporter');
  const { url } = await startListening(program, ['serve', '--web.listen-address=127.0.0.1:0']);
  expect((await fetch(`${url}/-/healthy`)).status).toBe(200);
});

describe.skipIf(programMissing('systemd-analyze'))('systemd', () => {
  it.each([false, true])('finds nothing wrong with it; with the drop-in: %s', (dropIn) => {
    const { status, stdout, stderr } = runProgram('systemd-analyze', ['verify', installed(dropIn)]);
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  it('finds nothing wrong with the documented drop-in for TLS, whose file is where systemd puts it', () => {
    const [, block = ''] = /```ini\n# systemctl edit tls-cert-exporter\n([^`]*)```/.exec(DOCS) ?? [];
    const path = installed(false);
    mkdirSync(`${path}.d`);
    writeFileSync(join(`${path}.d`, 'web.conf'), block);
    const { status, stdout, stderr } = runProgram('systemd-analyze', ['verify', path]);
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
    const [, args = ''] = /^Environment=ARGS=(.*)$/m.exec(block) ?? [];
    const [credential] = valuesIn(block, 'LoadCredential')[0]?.split(':') ?? [];
    expect(parse(serve, [args]).value('web.config.file')).toBe(`/run/credentials/${UNIT}/${credential}`);
  });

  it.each([
    [false, UNIT],
    [true, DROP_IN],
  ])('sees it exposed as far as the documentation says; with the drop-in: %s', (dropIn, name) => {
    const [, documented] = new RegExp(`^\\| \`${name}\` \\| .* \\| ([0-9.]+) \\|$`, 'm').exec(DOCS) ?? [];
    const exposure = exposureOf(installed(dropIn));
    // Other versions look at other things.
    const isDocumented = runProgram('systemd-analyze', ['--version']).stdout.startsWith('systemd 252 ');
    if (isDocumented) expect(exposure).toBe(documented);
    expect(documented).toMatch(/^1\.\d$/);
    expect(Number(exposure)).toBeLessThan(2);
  });

  it.skipIf(programMissing('strace'))(
    'allows every system call that it makes: collecting, auditing, dialling, answering, ending',
    async () => {
      const config = temporaryFile(
        'config.yml',
        [
          'sources: [{ name: roots, include: ["/etc/ssl/certs/*"] }]',
          'handshake: { interval: 1s, targets: [{ target: "localhost:1" }, { target: "127.0.0.1:1" }] }',
          'trust: {}',
          'web: { listen: ["127.0.0.1:0"] }',
        ].join('\n'),
      );
      const program = [process.execPath, ...imageStart().nodeFlags, await builtBundle()];
      const { url, end, calls } = await startTraced([...program, 'serve', `--config.file=${config}`]);
      const metrics = async (): Promise<string> => (await fetch(`${url}/metrics`)).text();
      let shown = await metrics();
      while (!/tls_trust_bundle_anchors\{/.test(shown) || !/tls_handshake_attempts_total.* [1-9]/.test(shown))
        shown = await metrics();
      expect(await end('SIGTERM')).toBe(0);
      const made = await calls();
      expect(made).toContain('openat');
      expect(made).toContain('connect');
      const allowed = allowedCalls(text);
      expect(made.filter((name) => !allowed.has(name))).toEqual([]);
    },
    120_000,
  );
});
