import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import type { Access, Credentials } from '../../../src/kubernetes/credentials/access.ts';
import { HttpClient } from '../../../src/kubernetes/transport/http-client.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { type ScriptedApiServer, scriptedApiServer } from '../../support/kubernetes/scripted-api-server.ts';

class FixedCredentials implements Credentials {
  now: Access;
  readonly refused: Access[] = [];

  constructor(server: string, authority: string | undefined) {
    this.now = {
      server,
      headers: { authorization: 'Bearer some' },
      tls: {
        ca: authority === undefined ? undefined : Buffer.from(authority),
        identity: undefined,
        serverName: undefined,
        insecure: false,
      },
      proxy: undefined,
      compression: true,
      origin: this,
    };
  }

  async access(): Promise<Access> {
    return this.now;
  }

  renew(refused: Access): void {
    this.refused.push(refused);
  }

  close(): void {}
}

async function asking(): Promise<{
  server: ScriptedApiServer;
  credentials: FixedCredentials;
  client: HttpClient;
}> {
  const server = await scriptedApiServer();
  const credentials = new FixedCredentials(server.url, server.authority);
  const client = new HttpClient(server.url, credentials);
  onTestFinished(async () => {
    client.close();
    await server[Symbol.asyncDispose]();
  });
  return { server, credentials, client };
}

const never = new AbortController().signal;

async function read(body: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

it('notices a compressed answer that breaks off', async () => {
  const { server, client } = await asking();
  const asked = client.get('/x', never);
  const question = await server.next();
  const bytes = gzipSync(Buffer.from(Array.from({ length: 1000 }, (_, index) => String(index)).join()));
  question.answer(200, bytes.subarray(0, 500).toString('latin1'), { 'content-encoding': 'gzip' });
  await expect(asked.then(async ({ body }) => read(body))).rejects.toThrow(
    /its compressed answer is broken \(Z_DATA_ERROR\)/,
  );
  const again = client.get('/x', never);
  const second = await server.next();
  second.open({ 'content-encoding': 'gzip' });
  await second.send(bytes.subarray(0, 500));
  const broken = again.then(async ({ body }) => read(body));
  second.reset();
  await expect(broken).rejects.toThrow(/^Cannot ask the API server .* it closed the connection/);
});

it('does not read an answer in an encoding that it did not ask for', async () => {
  const { server, client } = await asking();
  const asked = client.get('/x', never);
  (await server.next()).answer(200, 'x', { 'content-encoding': 'br' });
  const { body } = await asked;
  await expect(read(body)).rejects.toThrow('compresses its answer in a way that was not asked for');
});

it('is called off before, while it waits, and while it reads', async () => {
  const { server, client } = await asking();
  const reason = new Error('enough');
  await expect(client.get('/x', AbortSignal.abort(reason))).rejects.toBe(reason);
  const waiting = new AbortController();
  const asked = client.get('/x', waiting.signal);
  const question = await server.next();
  waiting.abort(reason);
  await expect(asked).rejects.toBe(reason);
  await question.over;
  const reading = new AbortController();
  const answered = client.get('/x', reading.signal);
  const second = await server.next();
  second.open();
  await second.send('x');
  const { body } = await answered;
  const text = read(body);
  reading.abort(reason);
  await expect(text).rejects.toBe(reason);
  await second.over;
});

it('gives the connection up when the reader leaves', async () => {
  const { server, client } = await asking();
  const asked = client.get('/x', never);
  const question = await server.next();
  question.open();
  await question.send('first');
  const { body } = await asked;
  for await (const piece of body) {
    expect(piece.toString()).toBe('first');
    break;
  }
  await question.over;
});

it('asks once more when the server closes an idle connection in the moment in which it is used', async () => {
  const { server, client } = await asking();
  const first = client.get('/one', never);
  (await server.next()).answer(200, 'one');
  expect(await read((await first).body)).toBe('one');
  const second = client.get('/two', never);
  (await server.next()).reset();
  const again = await server.next();
  expect(again.url.pathname).toBe('/two');
  // But no more than once: this is a connection of its own.
  again.reset();
  await expect(second).rejects.toThrow('it closed the connection (ECONNRESET)');
  expect(server.connections).toBe(2);
});

it('tells where credentials come from that they were refused', async () => {
  const { server, client, credentials } = await asking();
  const asked = client.get('/x', never);
  (await server.next()).refuse(401);
  await asked;
  expect(credentials.refused).toEqual([credentials.now]);
  credentials.now = {
    ...credentials.now,
    tls: { ...credentials.now.tls, ca: Buffer.from(createCertificate().pem) },
  };
  await expect(client.get('/x', never)).rejects.toThrow('by an authority that is not the configured one');
  expect(credentials.refused[1]).toBe(credentials.now);
});

it('uses a new connection when the authority has changed, and lets what is under way end', async () => {
  const { server, client, credentials } = await asking();
  const long = client.get('/long', never);
  const question = await server.next();
  question.open();
  const { body } = await long;
  const short = client.get('/short', never);
  (await server.next()).answer(200, 'x');
  await read((await short).body);
  credentials.now = {
    ...credentials.now,
    tls: { ...credentials.now.tls, ca: Buffer.from(server.authority + createCertificate().pem) },
  };
  const other = client.get('/other', never);
  (await server.next()).answer(200, 'y');
  expect(await read((await other).body)).toBe('y');
  expect(server.connections).toBe(3);
  await question.send('still here');
  question.end();
  expect(await read(body)).toBe('still here');
});

it('says that certificates cannot be used, and repeats nothing of them', async () => {
  const { client, credentials } = await asking();
  credentials.now = {
    ...credentials.now,
    tls: {
      ...credentials.now.tls,
      identity: { certificate: Buffer.from('hunter2'), key: Buffer.from('hunter2') },
    },
  };
  const error = await client.get('/x', never).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    message: expect.stringMatching(
      /^The certificates or the key for the API server cannot be used: (?!.*hunter2)/,
    ),
  });
});

it('says that a header cannot be sent, and repeats nothing of it', async () => {
  const { server, client, credentials } = await asking();
  credentials.now = { ...credentials.now, headers: { 'impersonate-user': 'hunter2\n' } };
  await expect(client.get('/x', never)).rejects.toThrow(
    expect.objectContaining({
      name: 'ApiError',
      message: `The API server ${server.url} cannot be asked in this way (ERR_INVALID_CHAR).`,
    }),
  );
});

it('gives up the answer of a request that is called off before its first byte is read', async () => {
  const { server, client } = await asking();
  const controller = new AbortController();
  const asked = client.get('/x', controller.signal);
  const question = await server.next();
  question.open();
  const { body } = await asked;
  controller.abort(new Error('enough'));
  await expect(read(body)).rejects.toThrow('enough');
  await question.over;
});

it('trusts the roots of the runtime where no authority is configured, and those alone', async () => {
  const { server, client, credentials } = await asking();
  credentials.now = { ...new FixedCredentials(server.url, undefined).now, origin: credentials };
  await expect(client.get('/x', never)).rejects.toThrow('by an authority that is not the configured one');
});

it('asks without TLS where the address says so', async () => {
  const server = createHttpServer((request, answer) => answer.end(request.url)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}/base`;
  const client = new HttpClient(url, new FixedCredentials(url, undefined));
  onTestFinished(() => {
    client.close();
    server.close();
  });
  const { status, body } = await client.get('/x?y=z', never);
  expect([status, await read(body)]).toEqual([200, '/base/x?y=z']);
});
