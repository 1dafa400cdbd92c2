import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createProcessView, type ProcessView } from '../../../src/trust/processes/process-view.ts';
import { runningProcesses } from '../../../src/trust/processes/running-processes.ts';

/** The view of one process alone, so that others on the machine do not matter. */
function only(pid: number, change: Partial<ProcessView> = {}): ProcessView {
  return { ...createProcessView(), pids: () => [pid], ...change };
}

it('reads of a real process what it is, since when and in which environment', async () => {
  const environment = { SSL_CERT_FILE: '/some/bundle.pem', EMPTY: '' };
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], {
    env: environment,
  });
  try {
    await once(child.stdout, 'data');
    const [found] = runningProcesses(only(child.pid ?? 0)).processes;
    expect(found).toMatchObject({
      pid: child.pid,
      runtime: 'node',
      file: realpathSync(process.execPath),
      environment,
    });
    expect(Math.abs((found?.startedAt ?? 0) - Date.now() / 1000)).toBeLessThan(30);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
});

it('counts those that it may not look at, and goes on', () => {
  const real = createProcessView();
  const view = only(process.pid, {
    pids: () => [1, 2, 3, process.pid],
    link: (name) =>
      /^[123]\//.test(name) ? { error: name.startsWith('3') ? 'ENOENT' : 'EACCES' } : real.link(name),
  });
  const { processes, hidden } = runningProcesses(view);
  expect(processes.map(({ pid }) => pid)).toEqual([process.pid]);
  expect(hidden).toBe(2);
});

it('knows a program that an update has replaced', () => {
  const view = only(process.pid, {
    link: (name) => (name.endsWith('/exe') ? '/usr/bin/node (deleted)' : '/'),
  });
  expect(runningProcesses(view).processes[0]?.file).toBe('/usr/bin/node');
});
