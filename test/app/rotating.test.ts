import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Rotating } from '../../src/app/rotating.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import type { RotationSettings } from '../../src/model/rotation.ts';
import { anchorsOf, RotationLaboratory, script } from '../support/rotation-laboratory.ts';
import { until } from '../support/until.ts';

const OLD = anchorsOf('A', 'B');
const NEW = anchorsOf('A', 'B', 'C');

function rotatingOf(lab: RotationLaboratory, rotations: readonly RotationSettings[]) {
  const stop = new AbortController();
  const config = {
    ...resolveConfig(undefined, { logLevel: 'error' }),
    rotation: { directory: lab.directory, rotations },
  };
  return { stop, rotator: new Rotating({ config, environment: {}, signal: stop.signal }) };
}

it('a watch that would wake itself is refused', async () => {
  const lab = new RotationLaboratory(OLD, NEW);
  symlinkSync(join(lab.root, 'etc'), lab.directory);
  const { rotator } = rotatingOf(lab, [lab.settings()]);
  const error = await rotator.watch([lab.settings()], 180).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  expect(lab.content).toBe(OLD);
});

/** Two rotations of one laboratory, whose hooks tell when they begin and, once a file is there, when they end. */
function twoRotations() {
  const lab = new RotationLaboratory(OLD, NEW);
  const other = join(lab.root, 'etc/other.pem');
  writeFileSync(other, OLD);
  const go = join(lab.root, 'go');
  const hooksOf = (name: string) => {
    const wait = `while [ ! -e ${go} ]; do sleep 0.05; done`;
    const slow = script(`echo ${name} begins >> ${lab.told}; ${wait}; echo ${name} ends >> ${lab.told}`);
    return { validate: [], reload: [slow], verify: [] };
  };
  const target = { type: 'file', path: other } as const;
  const rotations = [
    lab.settings({ name: 'one', hooks: hooksOf('one') }),
    lab.settings({ name: 'two', hooks: hooksOf('two'), target }),
  ];
  return { lab, rotations, letEnd: () => writeFileSync(go, '') };
}

it('watched rotations run one after the other: two that reload one service must not meet', async () => {
  const { lab, rotations, letEnd } = twoRotations();
  const { stop, rotator } = rotatingOf(lab, rotations);
  const watching = rotator.watch(rotations, 180);
  await until(() => lab.hooks.length > 0);
  // The other one would begin within this time.
  await setTimeout(300);
  letEnd();
  await until(() => lab.hooks.length === 4);
  stop.abort();
  await watching;
  const [first, second, third, fourth] = lab.hooks;
  expect(second).toBe(first?.replace('begins', 'ends'));
  expect(fourth).toBe(third?.replace('begins', 'ends'));
  expect(lab.record.map(({ rotation, result }) => `${rotation} ${result}`).toSorted()).toEqual([
    'one rotated',
    'two rotated',
  ]);
});

it('one that waits for its turn when it is told to end is not begun', async () => {
  const { lab, rotations, letEnd } = twoRotations();
  const { stop, rotator } = rotatingOf(lab, rotations);
  const watching = rotator.watch(rotations, 180);
  await until(() => lab.hooks.length === 1);
  stop.abort();
  letEnd();
  await watching;
  expect(lab.hooks).toHaveLength(2);
  expect(lab.record).toHaveLength(1);
});
