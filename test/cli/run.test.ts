import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const COMMANDS = 'serve, check, probe, trust, rotate, relay, healthcheck';

async function ran(...argv: string[]) {
  const terminal = recordedTerminal();
  const status = await run(argv, terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}

describe('run', () => {
  it('prints the help of the default command with the list of the others', async () => {
    const { status, out, err } = await ran('--help');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^Usage: tls-cert-exporter \[command\] \[flags\]\n/);
    expect(out).toMatch(/\n {2}check +Collect once/);
  });

  it('prints the help of another command', async () => {
    expect((await ran('check', '--help')).out).toMatch(
      /^Usage: tls-cert-exporter check \[flags\] \[PATH or GLOB …\]\n/,
    );
  });

  it('prints the version', async () => {
    expect(await ran('--version')).toMatchObject({
      status: 0,
      out: expect.stringMatching(
        /^tls-cert-exporter \d+\.\d+\.\d+ \(revision \w+, Node\.js \d+\.\d+\.\d+\)\n$/,
      ),
    });
  });

  it('prints help even beside a stray argument', async () => {
    expect((await ran('serve', 'stray', '--help')).status).toBe(0);
  });

  it.each([
    [['chek'], '', `unknown command "chek" (did you mean check?): there are ${COMMANDS}`],
    [['scan'], '', `unknown command "scan": there are ${COMMANDS}`],
    [
      ['/etc/ssl'],
      '',
      `unknown command "/etc/ssl" (did you mean check with this path?): there are ${COMMANDS}`,
    ],
    [['a:443'], '', `unknown command "a:443" (did you mean probe with this target?): there are ${COMMANDS}`],
    [['help', 'chek'], '', `unknown command "chek" (did you mean check?): there are ${COMMANDS}`],
    [['--nope'], '', 'unknown flag --nope'],
    [['--watch-dir=/etc'], '', 'unknown flag --watch-dir: here it is --certificates-dir (docs/migration.md)'],
    [
      ['--web.systemd-socket', '--web.listen-address=:1'],
      '',
      '--web.systemd-socket: expected no --web.listen-address beside it',
    ],
    [['serve', 'stray'], ' serve', 'unexpected argument "stray": serve takes flags only'],
    [['check', '--witin=7d'], ' check', 'unknown flag --witin (did you mean --within?)'],
    [['--log.level=loud'], '', '--log.level: expected debug or info or warn or error, got "loud"'],
  ])('%j is status 2 and one line that says why', async (argv, command, message) => {
    expect(await ran(...argv)).toEqual({
      status: 2,
      out: '',
      err: `tls-cert-exporter: ${message}\nRun \`tls-cert-exporter${command} --help\` to see what it takes.\n`,
    });
  });

  it('takes help for a command, as people type it', async () => {
    expect(await ran('help')).toEqual(await ran('--help'));
    expect(await ran('help', 'check')).toEqual(await ran('check', '--help'));
  });

  it('a configuration that cannot be used is status 2 and names the place', async () => {
    const file = join(temporaryFolder(), 'config.yml');
    writeFileSync(file, 'scan: { interval: soon }\n');
    expect(await ran(`--config.file=${file}`)).toEqual({
      status: 2,
      out: '',
      err: `${file}:1:19: scan.interval: expected a duration such as 30s, 5m, 72h or 7d, got "soon"\n`,
    });
  });
});

describe('serve --config.check', () => {
  it('says that a configuration is valid and exits', async () => {
    expect(await ran('--config.check', '--certificates-dir=/etc/ssl')).toEqual({
      status: 0,
      out: 'the configuration is valid: 1 source (flags)\n',
      err: '',
    });
  });

  it('counts the targets that would be dialled', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'config.yml');
    writeFileSync(join(folder, 'targets.yml'), '- targets: ["b:1"]\n');
    const lists = `target_files: [{ path: ${folder}/targets.yml }], target_env: [{ variable: GOPROXY }]`;
    writeFileSync(file, `handshake: { targets: [{ target: "a:1" }], ${lists} }\n`);
    expect(await ran('--config.check', `--config.file=${file}`)).toEqual({
      status: 0,
      out: 'the configuration is valid: no sources, 1 target, 2 lists of targets\n',
      err: '',
    });
  });

  it.each([
    [
      '--web.listen-address=nowhere',
      /^--web\.listen-address \(web\.listen\): "nowhere" is no address to listen on/,
    ],
    ['--web.external-url=here', /^--web\.external-url: expected an address such as https:/],
    ['--root=/nowhere', /^--root \(root\): cannot read \/nowhere: there is no such file \(ENOENT\)\n$/],
    ['--web.config.file=/nowhere/web.yml', /^\/nowhere\/web\.yml: cannot be read/],
  ])('refuses %s, which only a start would otherwise find out', async (flag, message) => {
    const { status, err } = await ran('--config.check', flag);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });
});
