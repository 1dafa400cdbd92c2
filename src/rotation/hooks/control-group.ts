import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PREFIX = 'tls-cert-exporter-hook-';
const NAME = /^tls-cert-exporter-hook-(\d+)-[0-9a-f]{8}$/;

/** How often it is tried to remove a group, and the milliseconds between: a process takes a moment to end. */
const TRIES = 25;
const BETWEEN = 20;

/** A cgroup of its own for one hook: unlike its process group, no process of it gets out by `setsid`. */
export interface ControlGroup {
  /** Where it is in the file system of groups. */
  readonly folder: string;
  /** Calls `start`; a process that it starts is born in the group, before it can start others. */
  readonly startInside: <Started>(start: () => Started) => Started;
  /** Processes of the group and of those below it, without zombies. */
  readonly processes: () => readonly number[];
  /** Ends all of them by SIGKILL, those that are just being forked too (`cgroup.kill`, Linux 5.14). */
  readonly kill: () => void;
  /** Removes the group. What still runs in it goes on where this process is. */
  readonly close: () => Promise<void>;
}

/**
 * Makes a cgroup below that of this process; undefined where there is no cgroup v2, none may be made (a container
 * mounts it read-only, systemd has to be told `Delegate=yes`), or the kernel has no `cgroup.kill`.
 *
 * @param mounts The lines of `/proc/self/mountinfo` (proc_pid_mountinfo(5)).
 */
export function openControlGroup(
  mounts: () => string = () => readFileSync('/proc/self/mountinfo', 'utf8'),
): ControlGroup | undefined {
  try {
    const parent = ownFolder(mounts());
    if (parent === undefined) return undefined;
    sweep(parent);
    const folder = join(parent, `${PREFIX}${process.pid}-${randomBytes(4).toString('hex')}`);
    mkdirSync(folder);
    if (readdirSync(folder).includes('cgroup.kill')) return controlGroup(parent, folder);
    rmdirSync(folder);
  } catch {
    // No right to: the process group has to do.
  }
  return undefined;
}

function controlGroup(parent: string, folder: string): ControlGroup {
  const move = (pid: number, to: string): void => writeFileSync(join(to, 'cgroup.procs'), String(pid));
  // This process is never meant, should it not have got out again.
  const processes = (): number[] => processesIn(folder).filter((pid) => pid !== process.pid);
  return {
    folder,
    processes,
    startInside(start) {
      // Node.js cannot run anything between fork and exec. So this process steps in, forks, and steps out again
      // before anything else of it gets its turn: the child is born inside, and nobody has to wait for it.
      try {
        move(process.pid, folder);
      } catch {
        return start();
      }
      try {
        return start();
      } finally {
        tried(() => move(process.pid, parent));
      }
    },
    kill() {
      const isInside = processesIn(folder).includes(process.pid);
      if (!isInside) tried(() => writeFileSync(join(folder, 'cgroup.kill'), '1'));
      for (const pid of processes()) tried(() => process.kill(pid, 'SIGKILL'));
    },
    async close() {
      for (let tries = 1; ; tries++) {
        for (const inner of withInner(folder).toReversed()) {
          for (const pid of pidsOf(inner)) tried(() => move(pid, parent));
          tried(() => rmdirSync(inner));
        }
        if (!existsSync(folder) || tries === TRIES) return;
        await pause(BETWEEN);
      }
    },
  };
}

/**
 * Ends what rotators that were killed have left: nobody watches over the time limits of those hooks any more, and the
 * next run begins them anew.
 */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const owner = NAME.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    tried(() => writeFileSync(join(parent, name, 'cgroup.kill'), '1'));
    tried(() => rmdirSync(join(parent, name)));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Does what may well fail, because processes come to their end when they like. */
function tried(work: () => unknown): void {
  try {
    work();
  } catch {
    // That is what it is for.
  }
}

/** The folder of this process's own cgroup v2, where it can be seen. */
function ownFolder(mounts: string): string | undefined {
  const mount = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .find((fields) => fields[fields.indexOf('-') + 1] === 'cgroup2');
  const own = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
  const [, , , root = '/', point] = mount ?? [];
  if (point === undefined || own === undefined || own.startsWith('/..')) return undefined;
  if (root !== '/' && own !== root && !own.startsWith(`${root}/`)) return undefined;
  return join(point, root === '/' ? own : own.slice(root.length));
}

function processesIn(folder: string): number[] {
  return withInner(folder).flatMap(pidsOf);
}

function pidsOf(folder: string): number[] {
  try {
    return readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** The group and those below it, outermost first. */
function withInner(folder: string): string[] {
  try {
    const inner = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isDirectory(),
    );
    return [folder, ...inner.map((each) => join(each.parentPath, each.name))];
  } catch {
    return [folder];
  }
}
