import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  canChooseShares,
  groupList,
  KeyShareMemory,
  type KeyShares,
} from '../../../src/handshake/tls/key-shares.ts';
import { KEY_EXCHANGE_GROUPS, type ModuleOptions } from '../../../src/model/handshake-module.ts';
import { dialPort, verdict } from '../../support/dialling.ts';
import { type TlsServerOptions, tlsServer } from '../../support/tls-servers.ts';

const HOUR = 3_600_000;
const hello = (group: number | undefined, { retry = false, version = 0x0304 } = {}) => ({
  retry,
  version,
  cipherSuite: 0x1301,
  group,
});

describe('the memory', () => {
  it('begins with both, and forgets who did not answer', () => {
    const memory = new KeyShareMemory(true);
    expect(memory.sharesFor('a', 0)).toBe('both');
    memory.learn('a', hello(29), 'both', 0);
    memory.learn('a', undefined, 'X25519', 1);
    expect(memory.sharesFor('a', 2)).toBe('both');
    memory.learn('a', hello(4588, { retry: true }), 'both', 3);
    expect(memory.sharesFor('a', 4)).toBe('both');
  });

  it.each([
    ['X25519', hello(29)],
    ['X25519MLKEM768', hello(4588)],
    ['X25519', hello(23)],
    ['X25519', hello(undefined, { version: 0x0303 })],
  ] as const)('goes on with %s after %o, for an hour', (shares, answer) => {
    const memory = new KeyShareMemory(true);
    memory.learn('a', answer, 'both', 0);
    expect([memory.sharesFor('a', 1), memory.sharesFor('b', 1)]).toEqual([shares, 'both']);
    // Handshakes in between do not put it off.
    memory.learn('a', answer, shares, HOUR - 1);
    expect([memory.sharesFor('a', HOUR - 1), memory.sharesFor('a', HOUR)]).toEqual([shares, 'both']);
  });

  it('chooses nothing where OpenSSL cannot be told', () => {
    const memory = new KeyShareMemory(false);
    memory.learn('a', hello(29), 'both', 0);
    expect(memory.sharesFor('a', 1)).toBe('both');
    expect(['3.0.22', '3.4.1', '3.5.0', '3.10.0', '4.0.0', '1.1.1w'].map(canChooseShares)).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

/** The groups that a ClientHello names, and those that it brings shares for (RFC 8446, section 4.2). */
function offer(bytes: Buffer): { groups: number[]; shares: number[] } {
  const of = { groups: [] as number[], shares: [] as number[] };
  let at = 5 + 4 + 2 + 32;
  at += 1 + bytes.readUInt8(at);
  at += 2 + bytes.readUInt16BE(at);
  at += 1 + bytes.readUInt8(at);
  const end = at + 2 + bytes.readUInt16BE(at);
  for (at += 2; at < end; at += 4 + bytes.readUInt16BE(at + 2)) {
    const [type, data] = [
      bytes.readUInt16BE(at),
      bytes.subarray(at + 4, at + 4 + bytes.readUInt16BE(at + 2)),
    ];
    if (type === 10) for (let i = 2; i < data.length; i += 2) of.groups.push(data.readUInt16BE(i));
    if (type !== 51) continue;
    for (let i = 2; i < data.length; i += 4 + data.readUInt16BE(i + 2)) of.shares.push(data.readUInt16BE(i));
  }
  return of;
}

/** Sits before the server at `port` and hands over the first record of each client. */
async function overhear(port: number, listener: (record: Buffer) => void) {
  const server = createTcpServer({ noDelay: true }, (client) => {
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true });
    for (const socket of [client, upstream]) socket.on('error', () => {});
    let heard = Buffer.alloc(0);
    let isTold = false;
    client.on('data', (bytes: Buffer) => {
      heard = Buffer.concat([heard, bytes]);
      if (!isTold && heard.length >= 5 + heard.readUInt16BE(3)) {
        isTold = true;
        listener(heard);
      }
    });
    client.pipe(upstream);
    upstream.pipe(client);
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => new Promise((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

/** A server with these options, what it was offered each time, and a client whose memory lasts. */
async function serverWith(options: TlsServerOptions) {
  const server = await tlsServer(options);
  onTestFinished(async () => server[Symbol.asyncDispose]());
  const seen: ReturnType<typeof offer>[] = [];
  const port = await overhear(server.port, (record) => seen.push(offer(record)));
  const keyShares = new KeyShareMemory();
  const dial = async (module: Partial<ModuleOptions> = {}) => {
    const observation = await dialPort(port, module, { keyShares });
    return [verdict(observation), observation.session?.group];
  };
  return { seen, dial };
}

const [X25519, P256, MLKEM] = [29, 23, 4588];
const USUAL = [MLKEM, X25519, P256, 30, 24, 25, 256, 257];
const CLASSICAL = 'X25519:P-256';

describe.runIf(canChooseShares())('a ClientHello', () => {
  it('names all groups each time, with a share for the one that the server took', async () => {
    const { seen, dial } = await serverWith({ ecdhCurve: CLASSICAL });
    expect(await dial()).toEqual(['completed', 'x25519']);
    expect(await dial()).toEqual(['completed', 'x25519']);
    expect(seen).toEqual([
      { groups: USUAL, shares: [MLKEM, X25519] },
      { groups: USUAL, shares: [X25519] },
    ]);
  });

  it.each([
    ['takes nothing else', 'X25519MLKEM768'],
    ['prefers it', 'X25519MLKEM768:X25519'],
    ['asks everybody for it who knows it', 'X25519MLKEM768 / X25519'],
  ])('goes on with ML-KEM where the server %s', async (_, ecdhCurve) => {
    const { seen, dial } = await serverWith({ ecdhCurve });
    expect(await dial()).toEqual(['completed', 'X25519MLKEM768']);
    expect(await dial()).toEqual(['completed', 'X25519MLKEM768']);
    expect(seen.map(({ shares }) => shares)).toEqual([[MLKEM, X25519], [MLKEM]]);
  });

  it.each([
    ['X25519MLKEM768', 'X25519MLKEM768'],
    ['X25519MLKEM768 / X25519', 'X25519MLKEM768'],
    // Within one preference OpenSSL takes the group that a share is there for.
    ['X25519MLKEM768:X25519', 'x25519'],
    ['P-256', 'secp256r1'],
  ])('with a share for X25519 alone works with a server that has %s', async (ecdhCurve, group) => {
    const server = await tlsServer({ ecdhCurve });
    onTestFinished(async () => server[Symbol.asyncDispose]());
    const keyShares = { sharesFor: (): KeyShares => 'X25519', learn: () => undefined };
    const observation = await dialPort(server.port, {}, { keyShares });
    expect([verdict(observation), observation.session?.group]).toEqual(['completed', group]);
  });

  it('with a share for ML-KEM alone works with a server that has none', async () => {
    const server = await tlsServer({ ecdhCurve: CLASSICAL });
    onTestFinished(async () => server[Symbol.asyncDispose]());
    const keyShares = { sharesFor: (): KeyShares => 'X25519MLKEM768', learn: () => undefined };
    const observation = await dialPort(server.port, {}, { keyShares });
    expect([verdict(observation), observation.session?.group]).toEqual(['completed', 'x25519']);
  });

  it('to a server of TLS 1.2 has the cheaper share the next time', async () => {
    const { seen, dial } = await serverWith({ maxVersion: 'TLSv1.2' });
    expect((await dial())[0]).toBe('completed');
    expect((await dial())[0]).toBe('completed');
    expect(seen.map(({ shares }) => shares)).toEqual([[MLKEM, X25519], [X25519]]);
  });
});

describe('groups of a module', () => {
  it('are the only ones, with a share for the first, each time', async () => {
    const { seen, dial } = await serverWith({});
    const module = { groups: ['secp256r1', 'x25519'] } as const;
    expect(await dial(module)).toEqual(['completed', 'secp256r1']);
    expect(await dial(module)).toEqual(['completed', 'secp256r1']);
    const wanted = { groups: [P256, X25519], shares: [P256] };
    expect(seen).toEqual([wanted, wanted]);
  });

  it('that the server does not have fail for the alert', async () => {
    const { dial } = await serverWith({ ecdhCurve: CLASSICAL });
    expect(await dial({ groups: ['X25519MLKEM768'] })).toEqual(['tls: tls_alert', undefined]);
  });

  it.each(KEY_EXCHANGE_GROUPS)(
    '%s is known to OpenSSL, and named so when it was agreed on',
    async (group) => {
      const { seen, dial } = await serverWith({ ecdhCurve: group });
      expect(await dial({ groups: [group] })).toEqual(['completed', group]);
      expect(seen[0]?.groups).toEqual(seen[0]?.shares);
    },
  );
});

it('marks the share in the list that OpenSSL is given', () => {
  expect(groupList('both')).toBeUndefined();
  expect(groupList('X25519')).toMatch(/^\?X25519MLKEM768:\?\*X25519:\?secp256r1:/);
  expect(groupList('X25519MLKEM768')).toMatch(/^\?\*X25519MLKEM768:\?X25519:/);
});
