import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { describe, expect, it } from 'vitest';
import { imageStart } from '../../bench/program/image-start.ts';
import { parse } from '../../src/cli/parse.ts';
import { relay } from '../../src/cli/relay.ts';
import { builtBundle } from '../support/bundle.ts';
import { dingtalkRobot } from '../support/dingtalk-robot.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { allowedCalls, exposureOf, startTraced, valuesIn } from '../support/systemd.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { webhookOf } from '../support/webhooks.ts';

const UNIT = 'tls-cert-exporter-relay.service';
const ROOT = join(import.meta.dirname, '../..');
const text = readFileSync(join(ROOT, 'deploy/systemd', UNIT), 'utf8');
const docs = readFileSync(join(ROOT, 'docs/relay.md'), 'utf8');

/** The unit with a program that is there, and with what a drop-in adds. */
function installed(dropIn = ''): string {
  const folder = temporaryFolder();
  const stub = join(folder, 'program');
  writeFileSync(stub, '#!/bin/sh\n');
  chmodSync(stub, 0o755);
  const whole = `${text}\n${dropIn}`.replaceAll('/usr/bin/tls-cert-exporter', stub);
  writeFileSync(join(folder, UNIT), whole);
  return join(folder, UNIT);
}

/** A command line as systemd makes it. */
function commandLine(line: string, environment: Readonly<Record<string, string>>): string[] {
  const braced = line.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => environment[name] ?? '');
  return braced
    .replaceAll(/\$(\w+)/g, (_, name: string) => environment[name] ?? '')
    .trim()
    .split(/\s+/);
}

describe('the unit of the relay', () => {
  const environment = { LISTEN: '127.0.0.1:9202', CREDENTIALS_DIRECTORY: '/run/credentials/x' };

  it('runs a command line that the program takes, on the loopback address unless told otherwise', () => {
    const [line = ''] = valuesIn(text, 'ExecStart');
    const [, args = ''] = /^# LISTEN=\S+, .*; ARGS=(\S+), /m.exec(text) ?? [];
    const [program, command, ...argv] = commandLine(line, { ...environment, ARGS: args });
    expect([program, command]).toEqual(['/usr/bin/tls-cert-exporter', 'relay']);
    const parsed = parse(relay, argv);
    expect(parsed.values('web.listen-address')).toEqual(['127.0.0.1:9202']);
    expect(parsed.value('dingtalk.url-file')).toBe('/run/credentials/x/dingtalk-url');
    expect(parsed.value('dingtalk.secret-file')).toBe('/run/credentials/x/dingtalk-secret');
    expect(parsed.values('dingtalk.at-mobile')).toEqual(['13800000000']);
    expect(valuesIn(text, 'Environment')).toContain(`LISTEN=${environment.LISTEN}`);
  });

  it('gets the files that it names as credentials', () => {
    const [line = ''] = valuesIn(text, 'ExecStart');
    const named = [...line.matchAll(/\$\{CREDENTIALS_DIRECTORY\}\/(\S+)/g)].map((match) => match[1]);
    expect(named).toEqual(valuesIn(text, 'LoadCredential').map((value) => value.split(':')[0]));
  });

  it('has the environment of the image', () => {
    const written = valuesIn(text, 'Environment').flatMap((line) => line.split(' '));
    for (const [name, value] of Object.entries(imageStart().environment)) {
      expect(written).toContain(`${name}=${value}`);
    }
  });
});

/** What docs/relay.md has put into a drop-in. */
const dropInsOfDocs = [...docs.matchAll(/```ini\n# systemctl edit tls-cert-exporter-relay\n([^`]*)```/g)].map(
  (match) => match[1] ?? '',
);

it('the drop-in for a robot that asks for no signature leaves it a command line that the program takes', () => {
  const [dropIn = ''] = dropInsOfDocs.filter((each) => each.includes('ExecStart='));
  const [reset, line = ''] = valuesIn(dropIn, 'ExecStart');
  expect(reset).toBe('');
  const argv = commandLine(line, { LISTEN: '127.0.0.1:9202', CREDENTIALS_DIRECTORY: '/c', ARGS: '' });
  const parsed = parse(relay, argv.slice(2));
  expect(parsed.value('dingtalk.secret-file')).toBeUndefined();
  expect(parsed.value('dingtalk.url-file')).toBe('/c/dingtalk-url');
  expect(valuesIn(dropIn, 'LoadCredential').filter(Boolean)).toEqual([
    'dingtalk-url:/etc/tls-cert-exporter/dingtalk-url',
  ]);
});

describe.skipIf(programMissing('systemd-analyze'))('systemd', () => {
  it.each(['', ...dropInsOfDocs])('finds nothing wrong with it, nor with the drop-in %j', (dropIn) => {
    const { status, stdout, stderr } = runProgram('systemd-analyze', ['verify', installed(dropIn)]);
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  it('sees it hardly exposed', () => {
    expect(Number(exposureOf(installed()))).toBeLessThan(1.5);
  });

  it.skipIf(programMissing('strace'))(
    'allows every system call that it makes: comparing passwords, posting, answering, ending',
    async () => {
      const robot = await dingtalkRobot();
      const users = `basic_auth_users: { alertmanager: "${hashSync('secret', 4)}" }\n`;
      const { url, end, calls } = await startTraced([
        process.execPath,
        ...imageStart().nodeFlags,
        await builtBundle(),
        'relay',
        '--web.listen-address=127.0.0.1:0',
        `--web.config.file=${temporaryFile('web.yml', users)}`,
        `--dingtalk.url-file=${robot.files.urlFile}`,
      ]);
      const authorization = `Basic ${Buffer.from('alertmanager:secret').toString('base64')}`;
      const body = JSON.stringify(webhookOf());
      const sent = await fetch(url, { method: 'POST', headers: { authorization }, body });
      expect(sent.status).toBe(200);
      expect((await fetch(`${url}/metrics`, { headers: { authorization } })).status).toBe(200);
      expect(await end('SIGTERM')).toBe(0);
      const made = await calls();
      expect(made).toContain('connect');
      const allowed = allowedCalls(text);
      expect(made.filter((name) => !allowed.has(name))).toEqual([]);
    },
    120_000,
  );
});
