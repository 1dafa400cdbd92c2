import { createServer as createHttp, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { authority, healthcheck } from '../../src/cli/healthcheck.ts';
import { parse } from '../../src/cli/parse.ts';

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

const portOf = (server: { address(): AddressInfo | string | null }) => (server.address() as AddressInfo).port;

async function answering(status: number): Promise<Server> {
  const server = createHttp((_, response) => {
    response.statusCode = status;
    response.end();
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function run(address: string) {
  const written: string[] = [];
  const terminal = {
    stdout: { write: (text: string) => written.push(text) },
    stderr: { write: (text: string) => written.push(text) },
    environment: {},
  };
  const status = await healthcheck.run(parse(healthcheck, [`--web.listen-address=${address}`]), terminal);
  return { status, written: written.join('') };
}

describe('healthcheck', () => {
  it.each([
    [200, 0],
    [401, 0],
    [503, 1],
    [500, 1],
  ])('an answer of %d is status %d', async (answer, status) => {
    const server = await answering(answer);
    expect(await run(`127.0.0.1:${portOf(server)}`)).toMatchObject({ status });
  });

  it('says why there is no answer', async () => {
    const server = await answering(200);
    const port = portOf(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await run(`:${port}`)).toEqual({
      status: 1,
      written: `the exporter at :${port} does not answer: ECONNREFUSED\n`,
    });
  });

  it('does not wait for ever for a server that says nothing', async () => {
    const server = createTcp((socket) => open.push({ close: () => socket.destroy() }));
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    expect(await run(`127.0.0.1:${portOf(server)}`)).toMatchObject({
      status: 1,
      written: expect.stringContaining('no answer in 3 s'),
    });
  });
});

describe('authority', () => {
  it.each([
    [':9201', '127.0.0.1:9201'],
    ['0.0.0.0:1', '127.0.0.1:1'],
    ['[::]:1', '[::1]:1'],
    ['10.0.0.1:80', '10.0.0.1:80'],
    ['localhost:80', 'localhost:80'],
  ])('%s is reached at %s', (address, expected) => {
    expect(authority(address)).toBe(expected);
  });

  it('refuses an address without a port', () => {
    expect(() => authority('localhost')).toThrow(
      '--web.listen-address: expected HOST:PORT or :PORT, got "localhost"',
    );
  });
});
