import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { createChain } from '../support/certificate-factory.ts';
import { httpProxy } from '../support/http-proxy.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { tlsServer, usualChain } from '../support/tls-servers.ts';

const chain = createChain({ sans: ['IP:127.0.0.1', 'DNS:localhost'] });

async function probe(...argv: string[]) {
  const terminal = recordedTerminal();
  const status = await run(['probe', ...argv], terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}

describe('probe', () => {
  it('is 0 where all succeed, and 1 where one does not', async () => {
    await using good = await tlsServer({ chain });
    await using bad = await tlsServer();
    const trust = `--ca-file=${temporaryFile('ca.pem', chain.root.pem)}`;
    const [first, second] = [`127.0.0.1:${good.port}`, `127.0.0.1:${bad.port}`];
    expect(await probe(trust, first)).toMatchObject({
      status: 0,
      out: expect.stringMatching(`^${first}  ok\n`),
    });
    const both = await probe(trust, first, second);
    expect(both).toMatchObject({ status: 1, err: '' });
    expect(both.out.indexOf(`${first}  ok`)).toBeLessThan(both.out.indexOf(`\n\n${second}  FAILED`));
    expect((await probe('--no-verify', second)).status).toBe(0);
  });

  it('prints JSON for scripts', async () => {
    await using server = await tlsServer();
    const { status, out } = await probe('--output=json', '--no-verify', `127.0.0.1:${server.port}`);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ targets: [{ success: true, version: 'TLSv1.3' }] });
  });

  it('dials as a module of the configuration says, or as the flags say', async () => {
    await using server = await tlsServer({ chain: usualChain() });
    const ca = temporaryFile('ca.pem', usualChain().root.pem);
    const file = `--config.file=${temporaryFile(
      'config.yml',
      `handshake:\n  modules:\n    own: { ca_file: ${ca}, server_name: example.com, max_version: "1.2" }\n`,
    )}`;
    const target = `127.0.0.1:${server.port}`;
    const byModule = await probe(file, '--module=own', target);
    expect(byModule).toMatchObject({ status: 0, out: expect.stringContaining('session   TLSv1.2') });
    const byFlags = await probe(file, '--module=own', '--min-version=1.3', target);
    expect(byFlags).toMatchObject({ status: 0, out: expect.stringContaining('session   TLSv1.3') });
    expect((await probe(file, target)).status).toBe(1);
  });

  it('goes through the proxy of the environment', async () => {
    await using server = await tlsServer();
    await using proxy = await httpProxy({ leadsTo: server.port });
    const terminal = recordedTerminal({}, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
    expect(await run(['probe', '--no-verify', 'www.example.com'], terminal)).toBe(0);
    expect(proxy.asked).toEqual(['www.example.com:443']);
    expect(terminal.out()).toMatch(/phases .*proxy/);
  });

  it('colours only on a terminal, and not with NO_COLOR', async () => {
    await using server = await tlsServer();
    const argv = ['probe', '--no-verify', `127.0.0.1:${server.port}`];
    const screen = recordedTerminal({ isTTY: true, columns: 80 });
    await run(argv, screen);
    expect(screen.out()).toContain('\u001b[32mok');
    const without = recordedTerminal({ isTTY: true, columns: 80 }, { NO_COLOR: '1' });
    await run(argv, without);
    expect(without.out()).not.toContain('\u001b');
  });

  it.each([
    [[], 'expected a target: HOST:PORT'],
    [['www.example.com:0'], 'expected HOST:PORT or [IPV6]:PORT'],
    [['--starttls=smtp', 'mail.example.com'], 'expected HOST:PORT or [IPV6]:PORT'],
    [['--output=prom', 'a:1'], '--output: expected table or json, got "prom"'],
    [['--module=other', 'a:1'], '--module: expected one of the modules (default), got "other"'],
    [['--timeout=never', 'a:1'], '--timeout: expected a duration'],
    [['--servrname=b', 'a:1'], 'unknown flag --servrname (did you mean --server-name?)'],
    [
      ['--ca-file=/nowhere.pem', 'a:1'],
      '--ca-file (ca_file): cannot read /nowhere.pem: there is no such file (ENOENT)\n',
    ],
    [['--config.file=/nowhere.yml', 'a:1'], 'cannot read the configuration file /nowhere.yml'],
  ])('%j is status 2', async (argv, message) => {
    expect(await probe(...argv)).toMatchObject({ status: 2, out: '', err: expect.stringContaining(message) });
  });
});
