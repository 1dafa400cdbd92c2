import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtBundle } from '../support/bundle.ts';
import { makeCertificate } from '../support/openssl.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { prometheusMissing } from '../support/prometheus.ts';
import { exposureOf, valuesIn } from '../support/systemd.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROGRAM = '/usr/bin/tls-cert-exporter';
const SERVICE = 'tls-cert-exporter-textfile.service';
const TIMER = 'tls-cert-exporter-textfile.timer';
const ROOT = join(import.meta.dirname, '../..');

const read = (name: string): string => readFileSync(join(ROOT, 'deploy/systemd', name), 'utf8');

/** A program in a folder of its own, executable. */
function programOf(script: string): string {
  const path = join(temporaryFolder(), 'program');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Runs the command of the unit as systemd does: `$$` is one `$`, `$ARGS` is its words, and nothing else is a shell's. */
function runUnit(program: string, textfile: string, args: readonly string[]) {
  const [line = ''] = valuesIn(read(SERVICE), 'ExecStart');
  const [, shell = '', script = '', name = ''] = /^(\S+) -c '([^']*)' (\S+) \$ARGS$/.exec(line) ?? [];
  const command = script.replaceAll('$$', () => '$').replaceAll(PROGRAM, program);
  const whole = `umask 022; export TEXTFILE=${textfile}; exec ${shell} -c '${command}' ${name} "$@"`;
  return runProgram('sh', ['-c', whole, 'sh', ...args]);
}

describe('the unit for the textfile collector', () => {
  it('writes metrics that node_exporter reads, also where something has expired', async () => {
    const program = programOf(`exec ${process.execPath} ${await builtBundle()} "$@"`);
    const folder = temporaryFolder();
    const textfile = join(folder, 'tls-cert-exporter.prom');
    const certificate = join(folder, 'www.crt');
    writeFileSync(certificate, makeCertificate('www.example.com', 1).certificate);
    expect(runUnit(program, textfile, [certificate])).toMatchObject({ status: 0, stderr: '' });
    const text = readFileSync(textfile, 'utf8');
    expect(text).toMatch(/^tls_cert_not_after_timestamp_seconds\{.*subject="CN=www\.example\.com,/m);
    expect(statSync(textfile).mode & 0o777).toBe(0o644);
    expect(existsSync(`${textfile}.new`)).toBe(false);
  });

  it.each(['exit 2', 'echo half; kill -KILL $$'])('leaves what was there after `%s`, and fails', (script) => {
    const textfile = join(temporaryFolder(), 'tls-cert-exporter.prom');
    writeFileSync(textfile, 'x 1\n');
    expect(runUnit(programOf(script), textfile, []).status).not.toBe(0);
    expect(readFileSync(textfile, 'utf8')).toBe('x 1\n');
  });

  it('hands arguments on as they are', () => {
    const textfile = join(temporaryFolder(), 'tls-cert-exporter.prom');
    const args = ['--certificates-regex=.*\\.crt$', 'with blank', '$HOME'];
    runUnit(programOf('for argument; do echo "$argument"; done'), textfile, args);
    expect(readFileSync(textfile, 'utf8').split('\n')).toEqual(['check', '--output=prom', ...args, '']);
  });

  it('may write where it writes', () => {
    const [, textfile = ''] = /^Environment=TEXTFILE=(.*)\/[^/]*$/m.exec(read(SERVICE)) ?? [];
    expect(valuesIn(read(SERVICE), 'ReadWritePaths')).toEqual([`-${textfile}`]);
  });
});

it.skipIf(prometheusMissing('the documented rule'))('the documented rule is found good by promtool', () => {
  const docs = readFileSync(join(ROOT, 'docs/deployment.md'), 'utf8');
  const [, rules = ''] = /```yaml\n(groups:\n[^]*?)```/.exec(docs) ?? [];
  const checked = runProgram('promtool', ['check', 'rules', temporaryFile('textfile.rules.yml', rules)]);
  expect(checked).toMatchObject({ status: 0, stderr: '' });
  expect(checked.stdout).toContain('SUCCESS: 1 rules found');
});

describe.skipIf(programMissing('systemd-analyze'))('systemd', () => {
  const installed = (): string => {
    const folder = temporaryFolder();
    const stub = programOf('true');
    for (const name of [SERVICE, TIMER])
      writeFileSync(join(folder, name), read(name).replaceAll(PROGRAM, stub));
    return folder;
  };

  it.each([SERVICE, TIMER])('finds nothing wrong with %s', (name) => {
    const { status, stdout, stderr } = runProgram('systemd-analyze', ['verify', join(installed(), name)]);
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  it('sees it hardly exposed', () => {
    expect(Number(exposureOf(join(installed(), SERVICE)))).toBeLessThan(2);
  });
});
