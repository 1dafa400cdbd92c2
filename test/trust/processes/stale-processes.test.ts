import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createHostFiles } from '../../../src/trust/host/host-files.ts';
import { createProcessView } from '../../../src/trust/processes/process-view.ts';
import { runningProcesses } from '../../../src/trust/processes/running-processes.ts';
import { type StaleQuestion, staleProcesses } from '../../../src/trust/processes/stale-processes.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const host = createHostFiles({ root: '/', locate: (path) => path });

it('names a real process whose bundle has changed since it was started', async () => {
  const bundle = join(temporaryFolder(), 'extra.pem');
  writeFileSync(bundle, '');
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], {
    env: { NODE_EXTRA_CA_CERTS: bundle },
  });
  try {
    await once(child.stdout, 'data');
    const pid = child.pid ?? 0;
    const scan = runningProcesses({ ...createProcessView(), pids: () => [pid] });
    const since = scan.processes[0]?.startedAt ?? 0;
    const asked = (changedAt: number): StaleQuestion => ({
      scan,
      hostOf: () => host,
      changedAt: () => changedAt,
    });
    expect(staleProcesses(asked(since - 60))).toEqual([]);
    expect(staleProcesses(asked(since + 60))).toMatchObject([{ pid, runtime: 'node', path: bundle }]);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
});

it('asks for each view once, and does not count folders that are looked into at each handshake', () => {
  const process_ = {
    runtime: 'openssl',
    file: '/lib/libcrypto.so.3',
    unit: 'a.service',
    startedAt: 100,
    folder: '/',
    view: 'v',
  } as const;
  const environment = { SSL_CERT_FILE: '/f', SSL_CERT_DIR: '/d' };
  const processes = [1, 2].map((pid) => ({ ...process_, pid, environment }));
  let asked = 0;
  const question = (changed: string): StaleQuestion => ({
    scan: { processes, hidden: 0, bootedAt: 0 },
    hostOf: () => (asked++, host),
    changedAt: (_, { path }) => (path === changed ? 200 : 0),
  });
  expect(staleProcesses(question('/d'))).toEqual([]);
  expect(staleProcesses(question('/f')).map(({ pid, unit, path }) => [pid, unit, path])).toEqual([
    [1, 'a.service', '/f'],
    [2, 'a.service', '/f'],
  ]);
  expect(asked).toBe(2);
});

it('begins relative paths where the process does', () => {
  const places: string[] = [];
  staleProcesses({
    scan: {
      processes: [
        {
          pid: 1,
          runtime: 'node',
          file: process.execPath,
          unit: '',
          startedAt: 100,
          environment: { NODE_EXTRA_CA_CERTS: 'ca/extra.pem' },
          folder: '/srv/app',
          view: 'v',
        },
      ],
      hidden: 0,
      bootedAt: 0,
    },
    hostOf: () => host,
    changedAt: (_, { path }) => void places.push(path),
  });
  expect(places).toEqual(['/srv/app/ca/extra.pem']);
});

it('asks another process for its root where the first has ended', () => {
  const gone = { ...host, kind: () => undefined };
  const asked: number[] = [];
  const shared = {
    runtime: 'go',
    file: '/x',
    unit: '',
    startedAt: 1,
    environment: {},
    folder: '/',
    view: 'v',
  } as const;
  staleProcesses({
    scan: { processes: [1, 2, 3].map((pid) => ({ ...shared, pid })), hidden: 0, bootedAt: 0 },
    hostOf: ({ pid }) => {
      asked.push(pid);
      return pid === 1 ? gone : host;
    },
    changedAt: () => undefined,
  });
  expect(asked).toEqual([1, 2]);
});
