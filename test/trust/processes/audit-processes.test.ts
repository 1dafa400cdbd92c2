import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProcessTrust, SeenContents } from '../../../src/model/trust-processes.ts';
import { auditProcesses } from '../../../src/trust/processes/audit-processes.ts';
import { createProcessView } from '../../../src/trust/processes/process-view.ts';
import { asNobody } from '../../support/as-nobody.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { later } from '../../support/later.ts';
import {
  buildGoSleeper,
  type LongRunning,
  sleepersOf,
  startLongRunning,
} from '../../support/long-running.ts';
import { programMissing, runProgram } from '../../support/programs.ts';
import { replaceFile } from '../../support/replace-file.ts';
import { rootTree } from '../../support/root-tree.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ONE = createCertificate({ subject: 'One', isAuthority: true }).pem;
const TWO = createCertificate({ subject: 'Two', isAuthority: true }).pem;

const clock = (): number => Date.now() / 1000;

/** A look at these processes alone, so that others on the machine do not matter. */
function look(pids: readonly number[], before: SeenContents = new Map()): ProcessTrust {
  const view = { ...createProcessView(), pids: () => pids };
  const found = auditProcesses({ root: '/', clock, before, view });
  if (found === undefined) throw new Error('no process is to be seen');
  return found;
}

const stale = ({ stale: all }: ProcessTrust): string[] =>
  all.flatMap(({ runtime, pids, path }) => pids.map((pid) => `${runtime} ${pid} ${path}`)).toSorted();

/** A server that begins an answer and never ends it. */
async function endlessAnswer(): Promise<string> {
  const server = createServer((_, response) => void response.write('begun\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function writeStore(path: string, pem: string): void {
  // Of JKS Java loads the certificates without a passphrase.
  const given = ['-storetype', 'JKS', '-keystore', path, '-storepass', 'changeit', '-noprompt'];
  const { status, stdout } = runProgram('keytool', ['-importcert', '-alias', `${Date.now()}`, ...given], pem);
  expect(status, stdout).toBe(0);
}

const MISSING = ['go', 'python3', 'java', 'keytool', 'curl'].some((name) => programMissing(name));

describe.skipIf(MISSING)('real programs', () => {
  it('are stale where they started before the content of their bundle changed, and only then', async () => {
    const folder = temporaryFolder();
    const bundle = join(folder, 'ca.pem');
    const store = join(folder, 'trust.jks');
    writeFileSync(bundle, ONE);
    writeStore(store, ONE);
    const { node, python, java } = sleepersOf();
    const programs = {
      node: [node, { NODE_EXTRA_CA_CERTS: bundle }],
      python: [python, { SSL_CERT_FILE: bundle }],
      java: [java, { JAVA_TOOL_OPTIONS: `-Djavax.net.ssl.trustStore=${store}` }],
      go: [[buildGoSleeper()], { SSL_CERT_FILE: bundle, SSL_CERT_DIR: join(folder, 'none') }],
      curl: [['curl', '-sN', await endlessAnswer()], { CURL_CA_BUNDLE: bundle }],
    } as const;
    const start = async (): Promise<(LongRunning & { runtime: string })[]> =>
      Promise.all(
        Object.entries(programs).map(async ([runtime, [[program, ...args], environment]]) => ({
          ...(await startLongRunning(program, args, environment)),
          runtime,
        })),
      );
    const early = await start();
    const pids = early.map(({ pid }) => pid);
    const first = look(pids);
    expect(stale(first)).toEqual([]);
    expect(first.looked.map(({ runtime, processes }) => `${runtime} ${processes}`)).toEqual([
      'curl 1',
      'go 1',
      'java 1',
      'node 1',
      'python 1',
    ]);

    await later();
    replaceFile(bundle, `# made again\n${ONE}`);
    const second = look(pids, first.contents);
    expect(stale(second)).toEqual([]);

    await later();
    replaceFile(bundle, ONE + TWO);
    writeStore(store, TWO);
    await later();
    const late = await start();
    const third = look([...pids, ...late.map(({ pid }) => pid)], second.contents);
    const expected = early
      .map(({ runtime, pid }) => `${runtime} ${pid} ${runtime === 'java' ? store : bundle}`)
      .toSorted();
    expect(stale(third)).toEqual(expected);
    expect(stale(look(pids, third.contents))).toEqual(expected);
    expect(third.looked.find(({ runtime }) => runtime === 'go')?.processes).toBe(2);
    const [group] = third.stale;
    expect(group?.startedAt).toBeLessThan(group?.changedAt ?? 0);
  }, 120_000);
});

describe.skipIf(programMissing('go') || programMissing('chroot'))('a program in a root of its own', () => {
  it('is judged by the bundle in it, with the time of its files at the first look', async () => {
    const program = buildGoSleeper();
    const bundle = '/etc/ssl/certs/ca-certificates.crt';
    const root = rootTree({ [bundle]: ONE });
    runProgram('cp', [program, join(root, 'sleeper')]);
    const enter = process.geteuid?.() === 0 ? ['chroot'] : ['unshare', '--map-root-user', 'chroot'];
    const [enterer = '', ...rest] = enter;
    const early = await startLongRunning(enterer, [...rest, root, '/sleeper']);
    expect(stale(look([early.pid]))).toEqual([]);
    await later();
    replaceFile(join(root, bundle), TWO);
    const found = look([early.pid]);
    expect(found.stale).toMatchObject([{ runtime: 'go', path: bundle, pids: [early.pid] }]);
    await later();
    const late = await startLongRunning(enterer, [...rest, root, '/sleeper']);
    expect(stale(look([early.pid, late.pid], found.contents))).toEqual([`go ${early.pid} ${bundle}`]);
  }, 60_000);
});

it('groups processes by what has to be restarted', async () => {
  const bundle = join(temporaryFolder(), 'ca.pem');
  writeFileSync(bundle, ONE);
  const { node } = sleepersOf();
  const [program, ...args] = node;
  const started = await Promise.all(
    [1, 2, 3].map(() => startLongRunning(program, args, { NODE_EXTRA_CA_CERTS: bundle })),
  );
  const pids = started.map(({ pid }) => pid);
  // Without systemd nothing puts a process into a unit; what the kernel says of one is made up here.
  const real = createProcessView();
  const view = {
    ...real,
    pids: () => pids,
    read: (name: string) => {
      if (!name.endsWith('/cgroup')) return real.read(name);
      return Buffer.from(`0::/system.slice/${name.startsWith(`${pids[2]}/`) ? 'b' : 'a'}.service\n`);
    },
  };
  const question = { root: '/', clock, view };
  const first = auditProcesses({ ...question, before: new Map() });
  expect(first?.looked).toEqual([
    { runtime: 'node', unit: 'a.service', processes: 2 },
    { runtime: 'node', unit: 'b.service', processes: 1 },
  ]);
  await later();
  replaceFile(bundle, TWO);
  const second = auditProcesses({ ...question, before: first?.contents ?? new Map() });
  expect(second?.stale).toMatchObject([
    { runtime: 'node', unit: 'a.service', path: bundle, pids: pids.slice(0, 2) },
    { runtime: 'node', unit: 'b.service', path: bundle, pids: pids.slice(2) },
  ]);
}, 60_000);

it.skipIf(process.geteuid?.() !== 0)(
  'counts those of others without the right to look, and goes on',
  async () => {
    const { node } = sleepersOf();
    const [program, ...args] = node;
    const { pid } = await startLongRunning(program, args);
    expect(await asNobody(async () => look([pid]))).toMatchObject({ looked: [], stale: [], hidden: 1 });
    expect(look([pid])).toMatchObject({ looked: [{ runtime: 'node', processes: 1 }], hidden: 0 });
  },
);

it('says nothing of a root in which nothing runs', () => {
  expect(auditProcesses({ root: rootTree({}), clock, before: new Map() })).toBeUndefined();
});
