import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openControlGroup } from '../../../src/rotation/hooks/control-group.ts';

const own = (): string => readFileSync('/proc/self/cgroup', 'utf8');

it.each([
  ['nothing is mounted', ''],
  ['there is version 1 alone', '30 23 0:26 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids'],
  ['the mount is elsewhere', '30 23 0:26 / /no/such/folder rw - cgroup2 cgroup2 rw'],
  ['the mount shows another part', '30 23 0:26 /elsewhere /sys/fs/cgroup rw - cgroup2 cgroup2 rw'],
  ['what is mounted there is no cgroup', '30 23 0:26 / /proc rw - cgroup2 cgroup2 rw'],
  ['the lines are odd', '- \n\n a - cgroup2'],
])('there is none where %s', (_, mounts) => {
  expect(openControlGroup(() => mounts)).toBeUndefined();
});

it('this process is where it was after it has started something', async () => {
  const before = own();
  const group = openControlGroup();
  const child =
    group === undefined ? spawn('sleep', ['1000']) : group.startInside(() => spawn('sleep', ['1000']));
  expect(own()).toBe(before);
  if (group !== undefined) expect(group.processes()).toEqual([child.pid]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  group?.close();
});

it('this process is out again even where nothing could be started', () => {
  const before = own();
  const group = openControlGroup();
  const fail = (): never => {
    throw new Error('nothing');
  };
  expect(() => (group === undefined ? fail() : group.startInside(fail))).toThrow('nothing');
  expect(own()).toBe(before);
  group?.close();
});
