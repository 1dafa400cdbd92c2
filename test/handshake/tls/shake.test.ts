import { once } from 'node:events';
import { createConnection } from 'node:net';
import { createSecureContext } from 'node:tls';
import { expect, it, vi } from 'vitest';
import { Deadline } from '../../../src/handshake/deadline.ts';
import { type Shaken, shake } from '../../../src/handshake/tls/shake.ts';
import { Cursor } from '../../../src/handshake/wire/cursor.ts';
import { parseExtensions } from '../../../src/handshake/wire/server-hello.ts';
import { createCertificate, createChain } from '../../support/certificate-factory.ts';
import { opensslServer } from '../../support/openssl-server.ts';
import { hear, say, scriptedServer } from '../../support/scripted-server.ts';
import { dripping, first, relay, tlsServer, usualChain } from '../../support/tls-servers.ts';

interface Options {
  readonly seconds?: number;
  readonly calledOff?: AbortSignal;
  readonly serverName?: string;
  readonly onFinished?: () => void;
}

/** Shakes hands with the server at a port; afterwards the connection is gone. */
async function shakeAt(port: number, options: Options = {}): Promise<Shaken> {
  const socket = createConnection(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => {});
  const deadline = new Deadline(options.seconds ?? 20, options.calledOff ?? new AbortController().signal);
  try {
    return await shake(socket.pause(), {
      context: createSecureContext({ ca: [] }),
      serverName: options.serverName,
      alpn: [],
      clientCertificateGiven: false,
      deadline,
      ...(options.onFinished === undefined ? {} : { onFinished: options.onFinished }),
    });
  } finally {
    deadline.close();
    expect(socket.closed).toBe(true);
  }
}

const servedHex = ({ wire }: Shaken): string[] | undefined =>
  wire.served?.map((der) => Buffer.from(der).toString('hex'));

const hex = (...certificates: { readonly der: Buffer }[]): string[] =>
  certificates.map(({ der }) => der.toString('hex'));

const { leaf, intermediate, root } = usualChain();

for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
  const versions = { minVersion: version, maxVersion: version };

  it.each([
    ['whole', [leaf, intermediate]],
    ['with its root', [leaf, intermediate, root]],
    ['without the intermediate', [leaf]],
    ['out of order', [leaf, root, intermediate]],
    ['twice', [leaf, intermediate, intermediate, leaf]],
    ['with what has nothing to do with it', [leaf, createCertificate({ subject: 'other' })]],
  ])(`sees a chain that is served ${version} %s`, async (_how, served) => {
    await using server = await tlsServer({ ...versions, cert: served.map(({ pem }) => pem).join('') });
    const shaken = await shakeAt(server.port);
    expect(shaken.failure).toBeUndefined();
    expect(servedHex(shaken)).toEqual(hex(...served));
    expect(shaken.wire.servedCount).toBe(served.length);
  });

  it.each([
    ['expired', createChain({ notBefore: 0, notAfter: 86_400 })],
    ['not yet valid', createChain({ notBefore: 4_000_000_000, notAfter: 4_100_000_000 })],
    ['for another name', createChain({ subject: 'other', sans: ['DNS:other.example'] })],
  ])(`completes with a certificate that is %s (${version})`, async (_what, chain) => {
    await using server = await tlsServer({ ...versions, chain });
    const shaken = await shakeAt(server.port, { serverName: 'www.example.com' });
    expect(shaken.failure).toBeUndefined();
    expect(servedHex(shaken)).toEqual(hex(chain.leaf, chain.intermediate));
  });

  it(`sees the staple, and that there is none (${version})`, async () => {
    const staple = Buffer.from('a response');
    await using stapling = await tlsServer({ ...versions, staple });
    expect(Buffer.from((await shakeAt(stapling.port)).wire.staple ?? [])).toEqual(staple);
    await using silent = await tlsServer(versions);
    expect(await shakeAt(silent.port)).toMatchObject({
      wire: { staple: undefined, clientCertificateRequested: false },
    });
  });

  it(`reads a handshake that comes byte by byte (${version})`, async () => {
    await using server = await tlsServer(versions);
    await using slow = await relay(server.port, dripping);
    const shaken = await shakeAt(slow.port);
    expect(shaken.failure).toBeUndefined();
    expect(servedHex(shaken)).toEqual(hex(leaf, intermediate));
  });

  it(`waits for the rest of half a flight until the deadline, and not longer (${version})`, async () => {
    await using server = await tlsServer(versions);
    await using half = await relay(server.port, first(600));
    expect((await shakeAt(half.port, { seconds: 0.3 })).failure?.reason).toBe('tls_timeout');
  });
}

it.each(['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'])(
  'reads what is protected with %s',
  async (cipher) => {
    await using server = await tlsServer({ minVersion: 'TLSv1.3', ciphers: cipher });
    const shaken = await shakeAt(server.port);
    expect(shaken.session?.cipher).toBe(cipher);
    expect(servedHex(shaken)).toEqual(hex(leaf, intermediate));
  },
);

it('follows a HelloRetryRequest', async () => {
  await using server = await opensslServer(['-tls1_3', '-groups', 'P-384']);
  const shaken = await shakeAt(server.port);
  expect(shaken.session?.group).toBe('secp384r1');
  expect(servedHex(shaken)).toEqual(hex(leaf, intermediate));
});

it('puts a chain together that takes many records, and does not take one that is too long', async () => {
  const others = Array.from({ length: 60 }, (_, n) =>
    createCertificate({ subject: `filler ${n}`, signed: false }),
  );
  const cert = [leaf, ...others].map(({ pem }) => pem).join('');
  await using server = await tlsServer({ cert });
  const shaken = await shakeAt(server.port);
  expect(shaken.wire).toMatchObject({ servedCount: 61 });
  expect(servedHex(shaken)).toEqual(hex(leaf, ...others.slice(0, 15)));
  const sans = Array.from({ length: 6000 }, (_, n) => `DNS:name-${n}.example.com`);
  await using giant = await tlsServer({ chain: createChain({ sans }) });
  const refused = await shakeAt(giant.port);
  expect(refused.failure).toMatchObject({
    reason: 'protocol_error',
    detail: expect.stringContaining('EXCESSIVE'),
  });
});

it('offers no certificate compression, so that every chain can be read', async () => {
  await using server = await scriptedServer([hear('\x16\x03\x01')]);
  await shakeAt(server.port, { seconds: 0.2, serverName: 'www.example.com' });
  // Behind the headers of record and message: version and random, session, cipher suites, compression, extensions.
  const hello = new Cursor(server.heard().subarray(5 + 4));
  hello.take(2 + 32);
  hello.vector(1);
  hello.vector(2);
  hello.vector(1);
  const extensions = parseExtensions(hello.vector(2));
  expect(Buffer.from(extensions.get(0) ?? []).toString()).toContain('www.example.com');
  expect(extensions.has(5)).toBe(true);
  expect(extensions.has(27)).toBe(false);
});

it('rejects with the caller’s reason when it is called off', async () => {
  await using server = await scriptedServer([]);
  const caller = new AbortController();
  const shaking = shakeAt(server.port, { calledOff: caller.signal });
  setTimeout(() => caller.abort(new Error('shutting down')), 20);
  await expect(shaking).rejects.toThrow('shutting down');
});

it('calls when this side has finished, and ends in good order', async () => {
  const ended = vi.fn();
  await using server = await tlsServer({ serve: (socket) => socket.on('end', ended).resume() });
  const onFinished = vi.fn();
  await shakeAt(server.port, { onFinished });
  expect(onFinished).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce(), { timeout: 20_000 });
});

it('is not deceived by plain text', async () => {
  await using server = await scriptedServer([say('220 mail.example ESMTP\r\n')]);
  expect((await shakeAt(server.port)).failure).toMatchObject({
    reason: 'not_tls',
    detail: expect.stringContaining('220 mail.example ESMTP'),
  });
});
