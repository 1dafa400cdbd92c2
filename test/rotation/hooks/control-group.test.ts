import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openControlGroup } from '../../../src/rotation/hooks/control-group.ts';
import { until } from '../../support/until.ts';

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
  await group?.close();
});

it('this process is out again even where nothing could be started', async () => {
  const before = own();
  const group = openControlGroup();
  const fail = (): never => {
    throw new Error('nothing');
  };
  expect(() => (group === undefined ? fail() : group.startInside(fail))).toThrow('nothing');
  expect(own()).toBe(before);
  await group?.close();
});

it('a hook that a killed rotator has left is ended, and those of others are let alone', async () => {
  const used = openControlGroup();
  const start = () => spawn('sleep', ['1000']);
  const [child, orphan] = [used?.startInside(start) ?? start(), start()];
  const ended = spawn('true');
  await once(ended, 'exit');
  const left = join(used?.folder ?? '', `../tls-cert-exporter-hook-${ended.pid}-01234567`);
  const gone = once(orphan, 'exit');
  if (used === undefined) orphan.kill('SIGKILL');
  else {
    mkdirSync(left);
    writeFileSync(join(left, 'cgroup.procs'), String(orphan.pid));
  }
  const empty = openControlGroup();
  expect(await gone).toEqual([null, 'SIGKILL']);
  if (used !== undefined) expect(used.processes()).toEqual([child.pid]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  // What has just ended may have held its folder: the next one finds it empty.
  const last = openControlGroup();
  const groups = [used, empty, last].flatMap((group) => (group === undefined ? [] : [group]));
  for (const group of groups) await group.close();
  if (used !== undefined) await until(() => !existsSync(left) || openAndClose());
  expect(groups.filter(({ folder }) => existsSync(folder))).toEqual([]);
});

/** Has what is left looked at once more; false, for whoever waits. */
function openAndClose(): boolean {
  void openControlGroup()?.close();
  return false;
}
