import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { builtBundle } from '../support/bundle.ts';
import { dingtalkRobot } from '../support/dingtalk-robot.ts';
import { startListening } from '../support/listening-process.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { webhookOf } from '../support/webhooks.ts';

/** What is no web configuration is shown with `serve`, one by one; the relay reads it by the same code. */
const WEB_CONFIGS = join(import.meta.dirname, '../http/fixtures/web-config');

async function ran(...argv: string[]) {
  const terminal = recordedTerminal();
  const status = await run(['relay', ...argv], terminal);
  return { status, err: terminal.err() };
}

describe('a command line that cannot be used is status 2 and says why', () => {
  const urlFile = (): string => temporaryFile('url', 'https://oapi.dingtalk.com/robot/send?access_token=0');

  it.each([
    [[], '--dingtalk.url-file: expected a file with the address of the robot'],
    [
      ['--web.config.file=/nonexistent/web.yml'],
      '/nonexistent/web.yml: cannot be read: there is no such file (ENOENT)',
    ],
    [
      [`--web.config.file=${WEB_CONFIGS}/certificate-without-key.bad.yml`],
      'certificate-without-key.bad.yml: tls_server_config.key_file: expected a private key here or in key',
    ],
    [
      ['--dingtalk.url-file=/nonexistent/url'],
      '/nonexistent/url: cannot be read: there is no such file (ENOENT)',
    ],
    [
      ['--dingtalk.secret-file=/nonexistent/secret'],
      '/nonexistent/secret: cannot be read: there is no such file (ENOENT)',
    ],
    [
      ['--dingtalk.at-mobile=+86 138'],
      '--dingtalk.at-mobile: expected a telephone number such as 13800000000',
    ],
    [['--dingtalk.timeout=0s'], '--dingtalk.timeout: expected a duration'],
    [['--dingtalk.timeout=2m'], '--dingtalk.timeout: expected a duration'],
    [['--web.listen-address=nowhere'], '--web.listen-address: "nowhere" is no address to listen on'],
    [['--log.level=loud'], '--log.level: expected debug or info or warn or error, got "loud"'],
    [['stray'], 'unexpected argument "stray": relay takes flags only'],
  ])('%j', async (argv, message) => {
    const hasUrl = argv.length === 0 || argv[0]?.startsWith('--dingtalk.url-file');
    const { status, err } = await ran(...argv, ...(hasUrl ? [] : ['--dingtalk.url-file', urlFile()]));
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});

describe('the relay as a process', () => {
  it('brings messages over TLS, tells no secret, and ends by SIGTERM with status 0', async () => {
    const robot = await dingtalkRobot({ secure: true, secret: 'SECthis_is_a_secret' });
    const { urlFile, secretFile = '' } = robot.files;
    const relay = await startListening(
      process.execPath,
      [
        await builtBundle(),
        'relay',
        '--web.listen-address=127.0.0.1:0',
        `--dingtalk.url-file=${urlFile}`,
        `--dingtalk.secret-file=${secretFile}`,
        '--log.level=debug',
      ],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: robot.caFile } },
    );
    const body = JSON.stringify(webhookOf());
    const response = await fetch(relay.url, { method: 'POST', body });
    expect([response.status, await response.text()]).toEqual([200, 'Sent.\n']);
    expect(robot.messages).toHaveLength(1);
    expect(await relay.end('SIGTERM')).toBe(0);
    const log = relay.lines.join('\n');
    expect(log).toContain('msg="Message sent"');
    const token = new URL(readFileSync(urlFile, 'utf8')).searchParams.get('access_token') ?? '';
    for (const secret of [token, 'SECthis_is_a_secret']) expect(log).not.toContain(secret);
  });

  it('a port in use is status 1', async () => {
    const urlFile = temporaryFile('url', 'https://oapi.dingtalk.com/robot/send?access_token=0');
    const args = [await builtBundle(), 'relay', `--dingtalk.url-file=${urlFile}`];
    const relay = await startListening(process.execPath, [...args, '--web.listen-address=127.0.0.1:0']);
    const again = startListening(process.execPath, [
      ...args,
      `--web.listen-address=${new URL(relay.url).host}`,
    ]);
    await expect(again).rejects.toThrow(/ended with 1 .*\n[^]*the address is already in use/);
  });
});
