import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { buildState } from '../../../src/inventory/build.ts';
import { InventoryStore } from '../../../src/inventory/store.ts';
import { follow } from '../../../src/kubernetes/follow.ts';
import { openCluster } from '../../../src/kubernetes/open-cluster.ts';
import type { ObjectRule } from '../../../src/model/object-rule.ts';
import { fakeSource } from '../../support/kubernetes/fake-source.ts';
import { ruleFor } from '../../support/kubernetes/objects.ts';
import { StillClock } from '../../support/kubernetes/still-clock.ts';
import { writtenKubeconfig } from '../../support/kubernetes/written-kubeconfig.ts';

/** What a list may be silent. In milliseconds. */
const SILENCE = 60_000;

/** A server that takes connections and requests, and never answers: its address. */
async function silentServer(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).resume());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const RULES: readonly (readonly [string, readonly ObjectRule[], number])[] = [
  ['one rule', [ruleFor('secrets')], 1],
  // The first is waited for; once it has not answered, nobody waits for anybody.
  ['many rules', [ruleFor('secrets'), ruleFor('configmaps'), ruleFor('apiservices')], 2],
  ['namespaces by label', [ruleFor('secrets', { namespaceSelector: 'team=a' })], 1],
  [
    'a passphrase in a Secret of its own',
    [ruleFor('secrets', { passphraseSecret: { namespace: 'vault', name: 'one', key: 'it' } })],
    2,
  ],
];

it.each(RULES)(
  'an API server that never answers makes nobody wait for readiness for ever: %s',
  async (_, rules, silences) => {
    const clock = new StillClock();
    const kubeconfig = writtenKubeconfig({ token: 'one' }, { server: await silentServer() });
    const { source, collect } = fakeSource(rules, {
      open: async () => openCluster({ kubeconfig }),
      follow: (client, options, handler) => follow(client, options, handler, clock),
    });
    onTestFinished(async () => source.close?.());
    const store = new InventoryStore([source]);
    const collected = collect();
    expect(store.current.ready).toBe(false);
    for (let passed = 0; passed < silences; passed++) await clock.pass(SILENCE);
    const collection = await collected;
    expect(collection).toMatchObject({ complete: false, certificates: [] });
    expect(new Set(collection.problems.map(({ reason }) => reason))).toEqual(new Set(['timeout']));
    store.update(buildState(source, collection, { timestamp: 0, duration: 0 }));
    expect(store.current.ready).toBe(true);
    // Later collections wait for nothing: the attempt has been made.
    expect(await collect()).toMatchObject({ complete: false });
  },
);
