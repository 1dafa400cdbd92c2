import { expect, it } from 'vitest';
import type { Run } from '../../../src/handshake/schedule/schedule.ts';
import { CHAIN_KEPT, WatchedTarget, type WatchOptions } from '../../../src/handshake/watch/watched-target.ts';
import type { HandshakeResult } from '../../../src/model/handshake.ts';
import type { IpChoice } from '../../../src/model/handshake-module.ts';
import { moduleOptions } from '../../support/dialling.ts';
import { NOW, refused, succeeded, targetNamed } from '../../support/handshake-results.ts';
import { certificateWith } from '../../support/inventory.ts';

const target = targetNamed();
const RUN: Run = { signal: new AbortController().signal, onConnected: () => {} };

function watching(options: Partial<WatchOptions> & { ip?: IpChoice } = {}) {
  let next: readonly HandshakeResult[] = [];
  const watchOptions: WatchOptions = {
    pace: { interval: 60, maxBackoff: undefined },
    attempt: async () => next,
    isStored: () => undefined,
    onResults: () => {},
    ...options,
  };
  const module = moduleOptions({ ip: options.ip ?? 'any' });
  const watched = new WatchedTarget(target, module, watchOptions);
  const run = async (...results: HandshakeResult[]): Promise<void> => {
    next = results;
    await watched.run(RUN);
  };
  return { watched, run, watchOptions };
}

it('is there before the first attempt, with nothing to say', () => {
  const { watched } = watching();
  expect(watched.states).toEqual([{ target, interval: 60, attempts: 0, failures: 0 }]);
  expect(watched.facts).toEqual([]);
});

it('counts attempts and failures and remembers the last success', async () => {
  const { watched, run } = watching();
  await run(succeeded({ target, timestamp: NOW }));
  await run(refused({ target, timestamp: NOW + 60 }));
  await run(refused({ target, timestamp: NOW + 120 }));
  expect(watched.states).toMatchObject([
    { attempts: 3, failures: 2, lastSuccess: NOW, result: { success: false, timestamp: NOW + 120 } },
  ]);
  await run(succeeded({ target, timestamp: NOW + 180 }));
  expect(watched.states).toMatchObject([{ attempts: 4, failures: 2, lastSuccess: NOW + 180 }]);
});

it('keeps the same facts for as long as nothing but the time has changed', async () => {
  const { watched, run } = watching();
  await run(succeeded({ target }));
  const [facts] = watched.facts;
  await run(succeeded({ target, timestamp: NOW + 60, durations: { dns: 1 } }));
  expect(watched.facts[0]).toBe(facts);
  await run(refused({ target }));
  expect(watched.facts[0]).not.toBe(facts);
});

it('keeps the last chain for a day after its target has stopped answering', async () => {
  const { watched, run } = watching();
  await run(succeeded({ target, timestamp: NOW }));
  const [shown] = watched.shownChains(NOW);
  await run(refused({ target, timestamp: NOW + 60 }));
  expect(watched.shownChains(NOW + CHAIN_KEPT)[0]).toBe(shown);
  expect(shown?.chain.map(({ index }) => index)).toEqual([0, 1]);
  expect(watched.shownChains(NOW + CHAIN_KEPT + 1)).toEqual([]);
  expect(watched.shownChains(NOW)).toEqual([]);
});

it('counts the day from when the chain was last seen, and takes a new one at once', async () => {
  const { watched, run } = watching();
  await run(succeeded({ target, timestamp: NOW }));
  const [shown] = watched.shownChains(NOW);
  await run(succeeded({ target, timestamp: NOW + CHAIN_KEPT }));
  expect(watched.shownChains(NOW + 2 * CHAIN_KEPT)[0]).toBe(shown);
  const renewed = [{ index: 0, certificate: certificateWith({ fingerprintSha256: 'ee'.repeat(32) }) }];
  await run(succeeded({ target, timestamp: NOW + CHAIN_KEPT + 60, chain: renewed }));
  expect(watched.shownChains(NOW + CHAIN_KEPT + 60)).toMatchObject([{ chain: renewed }]);
});

it('keeps the chain of a server that refuses the client', async () => {
  const { watched, run } = watching();
  const failure = { phase: 'tls', reason: 'client_certificate_required', detail: '' } as const;
  await run(succeeded({ target, success: false, completed: false, failure }));
  expect(watched.shownChains(NOW)).toHaveLength(1);
});

it('has a state for each address, and forgets those that the name has no more', async () => {
  const { watched, run } = watching({ ip: 'all' });
  await run(succeeded({ target, address: '192.0.2.1' }), refused({ target, address: '192.0.2.2' }));
  await run(succeeded({ target, address: '192.0.2.1' }), succeeded({ target, address: '192.0.2.3' }));
  expect(watched.states.map(({ address, attempts }) => [address, attempts])).toEqual([
    ['192.0.2.1', 2],
    ['192.0.2.3', 1],
  ]);
  expect(watched.shownChains(NOW).map(({ address }) => address)).toEqual(['192.0.2.1', '192.0.2.3']);
});

it('keeps what it knows of the addresses while the name is not found', async () => {
  const { watched, run } = watching({ ip: 'all' });
  await run(succeeded({ target, address: '192.0.2.1' }));
  const failure = { phase: 'dns', reason: 'dns_timeout', detail: '' } as const;
  await run(refused({ target, failure }));
  expect(watched.states.map(({ address, failures }) => [address, failures])).toEqual([[undefined, 1]]);
  expect(watched.shownChains(NOW).map(({ address }) => address)).toEqual(['192.0.2.1']);
  await run(succeeded({ target, address: '192.0.2.1' }));
  expect(watched.states.map(({ address, attempts }) => [address, attempts])).toEqual([['192.0.2.1', 2]]);
});

it('is dialled at the same interval however often it fails', async () => {
  const { watched, run } = watching();
  for (let times = 0; times < 20; times++) await run(refused({ target }));
  expect(watched.interval).toBe(60);
});

it('is dialled less and less often for failing where that is configured', async () => {
  const { watched, run } = watching({ pace: { interval: 60, maxBackoff: 300 } });
  const intervals: number[] = [];
  for (let times = 0; times < 5; times++) {
    await run(refused({ target }));
    intervals.push(watched.interval);
  }
  expect(intervals).toEqual([60, 120, 240, 300, 300]);
  expect(watched.states).toMatchObject([{ interval: 300 }]);
  await run(succeeded({ target }));
  expect(watched.interval).toBe(60);
});

it('says whether what is served is stored, and says it anew when that changes', async () => {
  const stored = new Set<string>();
  let isKnown = false;
  const storing = targetNamed('www.example.com:443', { stored: '/etc/tls/*.crt' });
  const { watched, run } = watching({
    isStored: (_, fingerprint) => (isKnown ? stored.has(fingerprint) : undefined),
  });
  await run(succeeded({ target }));
  expect(watched.facts[0]?.servesStored).toBeUndefined();
  watched.adjust(storing, { interval: 60, maxBackoff: undefined });
  expect(watched.facts[0]?.servesStored).toBeUndefined();
  isKnown = true;
  expect(watched.restate()).toBe(true);
  expect(watched.facts[0]?.servesStored).toBe(false);
  stored.add('ab'.repeat(32));
  expect([watched.restate(), watched.restate()]).toEqual([true, false]);
  expect(watched.facts[0]?.servesStored).toBe(true);
  await run(refused({ target }));
  expect(watched.facts[0]?.servesStored).toBeUndefined();
});

it('hands what is known over to one that is dialled by other options', async () => {
  const { watched, run, watchOptions } = watching();
  await run(succeeded({ target }));
  const next = new WatchedTarget(target, moduleOptions({ verify: false }), watchOptions);
  next.inherit(watched);
  expect(next.states).toEqual(watched.states);
  expect(next.shownChains(NOW)).toEqual(watched.shownChains(NOW));
});

it('says nothing about an attempt that was called off', async () => {
  const controller = new AbortController();
  const { watched } = watching({
    attempt: async () => {
      controller.abort();
      return [refused({ target })];
    },
  });
  await watched.run({ ...RUN, signal: controller.signal });
  expect(watched.states).toMatchObject([{ attempts: 0 }]);
});
