import { expect, it } from 'vitest';
import { SERVED_SOURCE, ServedInventory } from '../../../src/app/handshaking/served-inventory.ts';
import { ProblemLog } from '../../../src/app/problem-log.ts';
import type { ShownChain } from '../../../src/handshake/watch/watched-target.ts';
import { InventoryStore } from '../../../src/inventory/store.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { NOW, succeeded } from '../../support/handshake-results.ts';
import { recordedLog } from '../../support/recorded-log.ts';

const listed = { up: true, timestamp: NOW, duration: 0 };
const chain: ShownChain = { target: succeeded().target, chain: succeeded().chain, unreadable: [] };
const problem: Problem = { location: { path: '/t.yml' }, reason: 'not_found', detail: 'It is not there.' };

function serving(sources = [SERVED_SOURCE]) {
  const inventory = new InventoryStore(sources);
  let updates = 0;
  inventory.subscribe(() => (updates += 1));
  const served = new ServedInventory(inventory, new ProblemLog(recordedLog().log));
  return { inventory, served, updates: () => updates };
}

it('puts what is served, and what is wrong, into the inventory', () => {
  const { inventory, served } = serving();
  served.update([chain], [problem], listed);
  expect(inventory.current).toMatchObject({ ready: true });
  expect(inventory.state('handshake')).toMatchObject({
    type: 'handshake',
    interval: 5,
    lastCollection: listed,
    problems: [problem],
  });
  expect(inventory.state('handshake')?.certificates).toHaveLength(2);
});

it('says nothing while nothing has changed', () => {
  const { inventory, served, updates } = serving();
  served.update([chain], [problem], listed);
  const before = inventory.state('handshake');
  served.update([chain], [{ ...problem }], listed);
  expect(updates()).toBe(1);
  served.update([chain], [{ ...problem }], { ...listed, timestamp: NOW + 5 });
  expect(updates()).toBe(2);
  expect(inventory.state('handshake')?.certificates).toBe(before?.certificates);
  expect(inventory.state('handshake')?.problems).toBe(before?.problems);
});

it('says nothing where the inventory does not know the source', () => {
  const { served, updates } = serving([]);
  served.update([chain], [], listed);
  expect(updates()).toBe(0);
});
