import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/cli/probe/paint.ts';
import { run } from '../../../src/cli/run.ts';
import { processLines } from '../../../src/cli/trust/processes.ts';
import type { ProcessTrust } from '../../../src/model/trust-processes.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { later } from '../../support/later.ts';
import { sleepersOf, startLongRunning } from '../../support/long-running.ts';
import { recordedTerminal } from '../../support/recorded-terminal.ts';
import { temporaryFile } from '../../support/temporary-file.ts';

const NONE: ProcessTrust = { looked: [], stale: [], hidden: 0, contents: new Map() };
const at = (moment: string): number => Date.parse(moment) / 1000;

it('is nothing where nobody is stale, or nothing runs', () => {
  expect(processLines(undefined, plain)).toEqual([]);
  expect(processLines(NONE, plain)).toEqual([]);
});

it('is a line for each thing to restart, with since when and which bundle', () => {
  const times = { startedAt: at('2026-11-20T03:00:59Z'), changedAt: at('2026-11-22T12:30:00Z') };
  const stale: ProcessTrust['stale'] = [
    { runtime: 'go', unit: '', path: '/ca\u001b.pem', pids: [7, 8], ...times },
    { runtime: 'node', unit: 'web.service', path: '/etc/extra.pem', pids: [9], ...times },
  ];
  expect(processLines({ ...NONE, stale }, plain)).toEqual([
    'STALE  RESTART         PROCESSES  STARTED            CHANGED            WHAT',
    String.raw`go     processes 7, 8  2          2026-11-20 03:00Z  2026-11-22 12:30Z  /ca\u001b.pem`,
    'node   web.service     1          2026-11-20 03:00Z  2026-11-22 12:30Z  /etc/extra.pem',
  ]);
});

it('names a few of many processes', () => {
  const times = { startedAt: 1, changedAt: 2 };
  const pids = [1, 2, 3, 4, 5, 6];
  const stale: ProcessTrust['stale'] = [{ runtime: 'go', unit: '', path: '/ca.pem', pids, ...times }];
  expect(processLines({ ...NONE, stale }, plain)[1]).toContain('processes 1, 2, 3, 4, 5, …  6 ');
});

it.each([
  [1, '1 process may not be looked at'],
  [4, '4 processes may not be looked at'],
])('says that %i may not be looked at, and what that needs', (hidden, words) => {
  const [line, ...rest] = processLines({ ...NONE, hidden }, plain);
  expect(line).toContain(words);
  expect(line).toContain('CAP_SYS_PTRACE');
  expect(rest).toEqual([]);
});

const ca = (subject: string): string => createCertificate({ subject, isAuthority: true }).pem;

async function trust(...argv: string[]): Promise<string> {
  const terminal = recordedTerminal();
  await run(['trust', ...argv], terminal);
  return terminal.out();
}

describe('processes of this host', () => {
  it('are looked at', async () => {
    const { processes } = JSON.parse(await trust('--output=json')) as {
      processes: { looked: number; hidden: number; stale: unknown[] };
    };
    expect(processes.looked).toBeGreaterThan(0);
    expect(processes).toEqual({
      looked: expect.any(Number),
      hidden: expect.any(Number),
      stale: expect.any(Array),
    });
  });

  it('that still have the roots of before are told with what to restart', async () => {
    const bundle = temporaryFile('ca.pem', ca('One'));
    const [program, ...args] = sleepersOf().node;
    const { pid } = await startLongRunning(program, args, { NODE_EXTRA_CA_CERTS: bundle });
    await later();
    writeFileSync(bundle, ca('Other'));
    const { processes } = JSON.parse(await trust('--output=json')) as {
      processes: { stale: { path: string }[] };
    };
    expect(processes.stale.filter(({ path }) => path === bundle)).toEqual([
      {
        runtime: 'node',
        unit: null,
        path: bundle,
        processes: 1,
        pids: [pid],
        started: expect.stringMatching(/Z$/),
        changed: expect.stringMatching(/Z$/),
      },
    ]);
    const line = (await trust()).split('\n').find((each) => each.endsWith(bundle));
    expect(line).toMatch(new RegExp(`^node +process ${pid} +1 +\\S+ \\d\\d:\\d\\dZ +\\S+ \\d\\d:\\d\\dZ +/`));
  });
});
