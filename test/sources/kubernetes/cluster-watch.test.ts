import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { FollowState } from '../../../src/kubernetes/following.ts';
import type { Follow } from '../../../src/sources/kubernetes/kubernetes.ts';
import { fakeSource } from '../../support/kubernetes/fake-source.ts';
import { ruleFor } from '../../support/kubernetes/objects.ts';

const RULES = [ruleFor('secrets'), ruleFor('configmaps'), ruleFor('apiservices')];

/** Followers that end their first list when a test says so. */
function heldBack() {
  const started: { resource: string; end: (state: Partial<FollowState>) => void; closed: boolean }[] = [];
  const follow: Follow = (_client, { kind }) => {
    const attempted = Promise.withResolvers<void>();
    let state: FollowState = { synced: false, up: false, problem: undefined, lastContact: undefined };
    const own = {
      resource: kind.resource,
      closed: false,
      end: (now: Partial<FollowState>) => {
        state = { ...state, ...now };
        attempted.resolve();
      },
    };
    started.push(own);
    return {
      get state() {
        return state;
      },
      attempted: attempted.promise,
      close: () => {
        own.closed = true;
        attempted.resolve();
      },
    };
  };
  return { started, follow, names: () => started.map(({ resource }) => resource) };
}

it('lists one after the other, so that one page is in memory at a time', async () => {
  const { started, follow, names } = heldBack();
  const { collect } = fakeSource(RULES, { follow });
  const collected = collect();
  for (const expected of [1, 2, 3]) {
    await nextTurn();
    expect(names()).toHaveLength(expected);
    started[expected - 1]?.end({ synced: true, up: true });
  }
  expect((await collected).complete).toBe(true);
});

it('goes on one after the other where a right is missing', async () => {
  const { started, follow, names } = heldBack();
  const { collect } = fakeSource(RULES, { follow });
  const collected = collect();
  await nextTurn();
  started[0]?.end({ problem: { reason: 'permission_denied', detail: 'No.' } });
  await nextTurn();
  expect(names()).toEqual(['secrets', 'configmaps']);
  started[1]?.end({ synced: true, up: true });
  await nextTurn();
  started[2]?.end({ synced: true, up: true });
  expect(await collected).toMatchObject({ complete: false, problems: [{ reason: 'permission_denied' }] });
});

it.each(['timeout', 'api_error'] as const)('waits no more once nobody answers: %s', async (reason) => {
  const { started, follow, names } = heldBack();
  const { collect } = fakeSource(RULES, { follow });
  const collected = collect();
  await nextTurn();
  const problem = { reason, detail: 'Nobody answers.' };
  started[0]?.end({ problem });
  await nextTurn();
  expect(names()).toEqual(['secrets', 'configmaps', 'apiservices']);
  for (const { end } of started) end({ problem });
  expect((await collected).problems).toHaveLength(3);
});

it('begins nothing more once it is closed', async () => {
  const { started, follow, names } = heldBack();
  const { collect, source } = fakeSource(RULES, { follow });
  const collected = collect();
  await nextTurn();
  await source.close?.();
  await collected;
  expect(names()).toEqual(['secrets']);
  expect(started.map(({ closed }) => closed)).toEqual([true]);
});
