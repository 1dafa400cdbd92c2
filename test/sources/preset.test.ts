import { expect, it } from 'vitest';
import type { Collection, Source } from '../../src/model/source.ts';
import { createPresetSource } from '../../src/sources/preset.ts';
import { foundAt, foundList } from '../support/inventory.ts';

const NOTHING = { reason: 'no_match', detail: 'None of it is there.' } as const;
const EMPTY: Collection = { certificates: [], problems: [], complete: true };

/** A source as it looks from here: what it gives back is what the test says. */
function part(collection: Partial<Collection>): Source & { now: Collection; closed: boolean } {
  const source = {
    name: 'part',
    type: 'files' as const,
    interval: 60,
    now: { ...EMPTY, ...collection },
    closed: false,
    collect: async () => source.now,
    close: async () => {
      source.closed = true;
    },
  };
  return source;
}

const preset = (...parts: Source[]): Source =>
  createPresetSource({ name: 'kubeadm', interval: 60, parts, nothing: NOTHING });
const collect = (source: Source) => source.collect(new AbortController().signal);

it('puts together what its parts find', async () => {
  const [one, two] = [foundAt('/a'), foundAt('/b')];
  const list = foundList('/c');
  const source = preset(
    part({ certificates: [one] }),
    part({ certificates: [two], revocationLists: [list] }),
  );
  expect(await collect(source)).toEqual({
    certificates: [one, two],
    revocationLists: [list],
    problems: [],
    complete: true,
  });
  expect(source).toMatchObject({ name: 'kubeadm', type: 'preset', interval: 60 });
});

it('gives back the same arrays while its parts do, and anew what changes', async () => {
  const [still, moving] = [part({ certificates: [foundAt('/a')] }), part({ certificates: [] })];
  const source = preset(still, moving);
  const first = await collect(source);
  const second = await collect(source);
  expect([second.certificates === first.certificates, second.problems === first.problems]).toEqual([
    true,
    true,
  ]);
  moving.now = { ...moving.now, certificates: [foundAt('/b')] };
  const third = await collect(source);
  expect(third.certificates).toHaveLength(2);
  expect(third.problems).toBe(first.problems);
});

it('has one problem where nothing is there, the same each time, and none once there is something', async () => {
  const only = part({});
  const source = preset(part({}), only);
  const first = await collect(source);
  expect(first.problems).toEqual([{ ...NOTHING, location: {} }]);
  expect((await collect(source)).problems).toBe(first.problems);
  only.now = { ...only.now, certificates: [foundAt('/a')] };
  expect((await collect(source)).problems).toEqual([]);
});

it('does not say that nothing is there where it could not look, or where a problem is there', async () => {
  const problem = { reason: 'permission_denied', detail: 'no', location: { path: '/etc' } } as const;
  expect((await collect(preset(part({ complete: false })))).problems).toEqual([]);
  expect((await collect(preset(part({ problems: [problem] }), part({})))).problems).toEqual([problem]);
  expect((await collect(preset(part({ complete: false }), part({})))).complete).toBe(false);
});

it('tells once what is wrong with the ground that its parts share', async () => {
  const lost = { reason: 'io_error', detail: 'no such root', location: { path: '/' } } as const;
  const own = { reason: 'not_found', detail: 'x', location: { path: '/a' } } as const;
  const parts = [part({ problems: [lost, own, own], complete: false }), part({ problems: [{ ...lost }] })];
  expect((await collect(preset(...parts))).problems).toEqual([lost, own, own]);
});

it('closes its parts', async () => {
  const parts = [part({}), part({})];
  await preset(...parts).close?.();
  expect(parts.map(({ closed }) => closed)).toEqual([true, true]);
});
