import { expect, it } from 'vitest';
import { Deadline } from '../../src/handshake/deadline.ts';
import { DialError } from '../../src/handshake/dial-error.ts';
import { DnsError } from '../../src/handshake/dns/dns-error.ts';
import type { Resolver } from '../../src/handshake/dns/resolver.ts';
import { lookUp, reach } from '../../src/handshake/reach.ts';
import { blackHole } from '../support/black-hole.ts';
import { scriptedServer } from '../support/scripted-server.ts';

const LOCAL = { address: '127.0.0.1', family: 4 } as const;
const caller = new AbortController();

async function failureOf(work: (deadline: Deadline) => Promise<unknown>, seconds = 20): Promise<string> {
  const deadline = new Deadline(seconds, caller.signal);
  try {
    await work(deadline);
    return 'reached';
  } catch (error) {
    if (!(error instanceof DialError)) throw error;
    return `${error.failure.phase}: ${error.failure.reason}`;
  } finally {
    deadline.close();
  }
}

const rejecting = (error: Error): Resolver => ({
  async resolve() {
    throw error;
  },
});
const silent: Resolver = {
  resolve: (_host, _ip, signal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
};

it.each([
  [false, 'dns_not_found', 'dns: dns_not_found'],
  [false, 'dns_timeout', 'dns: dns_timeout'],
  [true, 'dns_not_found', 'proxy: proxy_refused'],
  [true, 'dns_timeout', 'proxy: proxy_timeout'],
] as const)('tells what fails at the name (proxy: %s, %s)', async (isProxy, reason, expected) => {
  const peer = { host: 'db.example', port: 1, isProxy };
  const resolver = rejecting(new DnsError(reason, 'No.'));
  expect(await failureOf((deadline) => lookUp(peer, 'any', resolver, deadline))).toBe(expected);
});

it('ends a look-up with the deadline', async () => {
  const peer = { host: 'db.example', port: 1, isProxy: false };
  expect(await failureOf((deadline) => lookUp(peer, 'any', silent, deadline), 0.01)).toBe('dns: dns_timeout');
});

it('passes on what else a resolver rejects with', async () => {
  const peer = { host: 'db.example', port: 1, isProxy: false };
  const looking = failureOf((deadline) =>
    lookUp(peer, 'any', rejecting(new RangeError('not allowed')), deadline),
  );
  await expect(looking).rejects.toThrow(RangeError);
});

it.each([
  [false, 'connect: connection_refused'],
  [true, 'proxy: proxy_refused'],
])('tells that nothing listens (proxy: %s)', async (isProxy, expected) => {
  const server = await scriptedServer([]);
  await server[Symbol.asyncDispose]();
  const peer = { host: 'localhost', port: server.port, isProxy };
  expect(await failureOf((deadline) => reach(peer, [LOCAL], deadline))).toBe(expected);
});

it.each([
  [false, 'connect: connection_timeout'],
  [true, 'proxy: proxy_timeout'],
])('tells that nothing answers (proxy: %s)', async (isProxy, expected) => {
  await using hole = await blackHole();
  const peer = { host: 'localhost', port: hole.port, isProxy };
  expect(await failureOf((deadline) => reach(peer, [LOCAL], deadline), 0.1)).toBe(expected);
});

it('tells of the address that refuses, where the other one is silent until the deadline', async () => {
  await using hole = await blackHole('127.0.0.3');
  const peer = { host: 'localhost', port: hole.port, isProxy: false };
  const mute = { address: '127.0.0.3', family: 4 } as const;
  const deadline = new Deadline(0.5, caller.signal);
  const reaching = reach(peer, [LOCAL, mute], deadline);
  await expect(reaching).rejects.toMatchObject({
    failure: {
      phase: 'connect',
      reason: 'connection_refused',
      detail: expect.stringMatching(
        /ECONNREFUSED 127\.0\.0\.1:\d+, and no answer elsewhere before the deadline\.$/,
      ),
    },
  });
  deadline.close();
});

it('tells of the silence, where the other address is merely out of reach', async () => {
  await using hole = await blackHole();
  const peer = { host: 'localhost', port: hole.port, isProxy: false };
  const nowhere = { address: '255.255.255.255', family: 4 } as const;
  expect(await failureOf((deadline) => reach(peer, [nowhere, LOCAL], deadline), 0.1)).toBe(
    'connect: connection_timeout',
  );
});

it('tells that there is no way there', async () => {
  const peer = { host: 'localhost', port: 1, isProxy: false };
  const nowhere = { address: '255.255.255.255', family: 4 } as const;
  expect(await failureOf((deadline) => reach(peer, [nowhere], deadline))).toBe('connect: unreachable');
});

it('rejects with the caller’s reason when it is called off', async () => {
  await using hole = await blackHole();
  const controller = new AbortController();
  const deadline = new Deadline(20, controller.signal);
  const reaching = reach({ host: 'localhost', port: hole.port, isProxy: false }, [LOCAL], deadline);
  controller.abort(new Error('shutting down'));
  await expect(reaching).rejects.toThrow('shutting down');
  deadline.close();
});
