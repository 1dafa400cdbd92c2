import { expect, it, onTestFinished } from 'vitest';
import { Watching } from '../../../src/app/handshaking/watching.ts';
import { HandshakeStore } from '../../../src/handshake/watch/handshake-store.ts';
import type { Target } from '../../../src/model/handshake.ts';
import type { ModuleOptions } from '../../../src/model/handshake-module.ts';
import { FakeTimers } from '../../support/fake-timers.ts';
import { refused, targetNamed } from '../../support/handshake-results.ts';
import { handshakeConfig } from '../../support/handshaking.ts';

function watching() {
  const timers = new FakeTimers();
  const store = new HandshakeStore();
  const dialled: [target: string, module: ModuleOptions][] = [];
  const made = new Watching({
    store,
    timers,
    attempt: async (target, module) => {
      dialled.push([target.target, module]);
      return [refused({ target })];
    },
    isStored: () => undefined,
    onResults: (watched) => store.changed(watched),
    onError: (_, error) => expect.fail(String(error)),
  });
  onTestFinished(() => made.stop());
  const use = async (targets: readonly Target[], handshake: object = {}): Promise<void> => {
    const { handshake: settings } = handshakeConfig({ interval: '1m', ...handshake });
    if (settings !== undefined) await made.use(targets, settings);
  };
  const counts = (): Record<string, number> =>
    Object.fromEntries(
      store.current.shards.flatMap(({ states }) =>
        states.map(({ target, attempts }) => [`${target.target} ${target.module}`, attempts]),
      ),
    );
  return { made, timers, dialled, use, counts, store };
}

const [a, b] = [targetNamed('a:1'), targetNamed('b:1')];

it('leaves what is there before and after alone, schedule and all', async () => {
  const { timers, use, counts, dialled } = watching();
  await use([a, b]);
  await timers.pass(60_500);
  await use([targetNamed('c:1'), targetNamed('a:1')]);
  await timers.pass(500);
  expect(counts()).toEqual({ 'c:1 default': 1, 'a:1 default': 2 });
  expect(new Set(dialled.map(([, module]) => module)).size).toBe(1);
});

it('dials the same target once by each module', async () => {
  const { timers, use, counts } = watching();
  await use([a, { ...a, module: 'other' }], { modules: { other: {} } });
  await timers.pass(1000);
  expect(counts()).toEqual({ 'a:1 default': 1, 'a:1 other': 1 });
});

it('begins anew with what is dialled by other options, counters kept', async () => {
  const { timers, use, counts, dialled } = watching();
  await use([a, b]);
  await timers.pass(1000);
  await use([a, { ...b, module: 'other' }, b], { modules: { default: { timeout: '1s' }, other: {} } });
  await timers.pass(1000);
  expect(counts()).toEqual({ 'a:1 default': 2, 'b:1 other': 1, 'b:1 default': 2 });
  expect(dialled.filter(([name]) => name === 'a:1').map(([, { timeout }]) => timeout)).toEqual([5, 1]);
});

it('begins anew at another interval', async () => {
  const { timers, use, counts } = watching();
  await use([a], { interval: '1h' });
  await timers.pass(60_000);
  await use([a], { interval: '10s' });
  await timers.pass(21_000);
  expect(counts()).toEqual({ 'a:1 default': 4 });
});

it('leaves out a target whose module is gone', async () => {
  const { use, counts } = watching();
  await use([a, { ...b, module: 'gone' }]);
  expect(Object.keys(counts())).toEqual(['a:1 default']);
});

it('dials nobody any more once it is cleared', async () => {
  const { made, timers, use, counts, dialled } = watching();
  await use([a, b]);
  await timers.pass(1000);
  await made.clear();
  await timers.pass(120_000);
  expect([counts(), dialled.length]).toEqual([{}, 2]);
  await use([a]);
  await timers.pass(1000);
  expect(counts()).toEqual({ 'a:1 default': 1 });
});
