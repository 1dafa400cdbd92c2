import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaceFile } from '../support/replace-file.ts';
import { anchorsOf, RotationLaboratory } from '../support/rotation-laboratory.ts';
import { startRotator } from '../support/rotator-process.ts';
import { until } from '../support/until.ts';

const OLD = anchorsOf('A', 'B');
const NEW = anchorsOf('A', 'B', 'C');

/** A rotation whose reload says that it has begun, and ends as the test tells it to. */
function laboratory() {
  const lab = new RotationLaboratory(OLD, OLD);
  const config = join(lab.root, 'config.yml');
  const [begun, go] = [join(lab.root, 'begun'), join(lab.root, 'go')];
  const wait = `echo $$ >> ${begun}; until test -e ${go}; do test -e ${begun} || exit 9; sleep 0.02; done; exit $(cat ${go})`;
  // A hook outlives a rotator that is killed, but not the laboratory. Only the reload of new content waits; that of the former one is told, and done.
  const script = `echo $TLS_ROTATION_STAGE >> ${lab.told}; test $TLS_ROTATION_STAGE = reload || exit 0; ${wait}`;
  writeFileSync(
    config,
    JSON.stringify({
      rotation_directory: lab.directory,
      rotation: [
        {
          name: 'corp-roots',
          target: lab.target,
          content: { file: lab.origin },
          hooks: { reload: [{ command: ['sh', '-c', script], timeout: '10m' }] },
        },
      ],
    }),
  );
  return {
    lab,
    config,
    renew: (content: string): void => {
      writeFileSync(`${lab.origin}.new`, content);
      renameSync(`${lab.origin}.new`, lab.origin);
    },
    /** Waits until the reload waits. */
    reloading: () => until(() => existsSync(begun) && readFileSync(begun, 'utf8').endsWith('\n')),
    /** Lets the reload end with this status. */
    letEnd: (status: number): void => {
      replaceFile(go, String(status));
    },
  };
}

describe('rotate --watch as a process', () => {
  it('rotates when its content is renewed, and ends by SIGTERM with status 0', async () => {
    const { lab, config, renew, letEnd } = laboratory();
    letEnd(0);
    const rotator = await startRotator(['--watch', '--config.file', config]);
    await rotator.says(/msg="Nothing to rotate"/);
    renew(NEW);
    expect(await rotator.says(/msg=Rotated/)).toMatch(/rotation=corp-roots .*trigger=watch .*added=1/);
    expect(lab.content).toBe(NEW);
    rotator.signal('SIGTERM');
    expect(await rotator.ended).toBe(0);
    expect(lab.record.map(({ result, trigger }) => `${result} ${trigger}`)).toEqual([
      'unchanged command',
      'rotated watch',
    ]);
  });

  it.each([
    ['finishes', 0, 'rotated', NEW, ['reload']],
    ['takes back', 1, 'rolled_back', OLD, ['reload', 'reload_after_rollback']],
  ] as const)('%s the run in whose middle SIGTERM comes', async (_, status, result, content, hooks) => {
    const { lab, config, renew, reloading, letEnd } = laboratory();
    const rotator = await startRotator(['--watch', '--config.file', config]);
    await rotator.says(/msg="Nothing to rotate"/);
    renew(NEW);
    await reloading();
    expect(lab.content).toBe(NEW);
    rotator.signal('SIGTERM');
    letEnd(status);
    expect(await rotator.ended).toBe(0);
    expect([lab.content, lab.hooks]).toEqual([content, hooks]);
    expect(lab.record.at(-1)).toMatchObject({ result, trigger: 'watch' });
  });
});

describe('rotate --watch in a storm', { timeout: 120_000 }, () => {
  it('of thousands of events runs a few times, ends with the last content, and is not woken by itself', async () => {
    const { lab, config, letEnd } = laboratory();
    letEnd(0);
    const volume = join(lab.root, 'new');
    rmSync(lab.origin);
    put(join(volume, '..v0/ca.pem'), OLD);
    symlinkSync('..v0', join(volume, '..data'));
    symlinkSync('..data/ca.pem', lab.origin);
    const rotator = await startRotator(['--watch', '--config.file', config]);
    await rotator.says(/msg="Nothing to rotate"/);
    const ROUNDS = 2000;
    const started = performance.now();
    for (let round = 1; round <= ROUNDS; round++) {
      const content = round === ROUNDS ? NEW : anchorsOf('A', 'B', `S${round % 3}`);
      put(join(volume, `..v${round}/ca.pem`), content.slice(0, 700));
      swapLink(join(volume, '..data'), `..v${round}`);
      put(join(volume, `..v${round}/ca.pem`), content);
      rmSync(join(volume, `..v${round - 1}`), { recursive: true });
      put(join(volume, `noise-${round % 40}.pem`), String(round));
      put(join(lab.root, `etc/noise-${round % 40}`), String(round));
    }
    await until(() => lab.content === NEW);
    // The run that brought the last content is recorded, and then one more change is the only thing that runs again.
    await until(() => lab.record.at(-1)?.anchors_after === 3 && lab.record.at(-1)?.added.length === 1);
    const runs = lab.record.length;
    // Each is after a quiet second, so that time bounds them and not the events.
    expect(runs).toBeLessThanOrEqual(2 + (performance.now() - started) / 1000);
    expect(runs).toBeLessThan(ROUNDS / 10);
    const last = anchorsOf('A', 'B', 'D');
    put(join(lab.root, 'last/ca.pem'), last);
    swapLink(join(volume, '..data'), '../last');
    await until(() => lab.content === last && lab.record.length > runs);
    rotator.signal('SIGTERM');
    expect(await rotator.ended).toBe(0);
    const brought = lab.record.slice(runs).map(({ result }) => result);
    expect(brought.filter((result) => result === 'rotated')).toEqual(['rotated']);
    expect(brought.length).toBeLessThanOrEqual(2);
    expect(readdirSync(join(lab.root, 'etc')).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

function put(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function swapLink(path: string, to: string): void {
  symlinkSync(to, `${path}_tmp`);
  renameSync(`${path}_tmp`, path);
}

describe('rotate as a process', () => {
  it('that is killed in the middle of its hooks: the next run brings that one to its end', async () => {
    const { lab, config, renew, reloading, letEnd } = laboratory();
    renew(NEW);
    const killed = await startRotator(['--config.file', config]);
    await reloading();
    killed.signal('SIGKILL');
    expect(await killed.ended).toBe('SIGKILL');
    letEnd(0);
    const next = await startRotator(['--config.file', config]);
    expect(await next.ended).toBe(0);
    expect(lab.content).toBe(NEW);
    expect(lab.hooks).toEqual(['reload', 'reload']);
    expect(lab.record.map(({ result }) => result)).toEqual(['rotated', 'unchanged']);
  });

  it('sees what is in place to its end when SIGTERM comes, and is ended at once by a second one', async () => {
    const first = laboratory();
    first.renew(NEW);
    const patient = await startRotator(['--config.file', first.config]);
    await first.reloading();
    patient.signal('SIGTERM');
    first.letEnd(0);
    expect(await patient.ended).toBe(0);
    expect(first.lab.record).toMatchObject([{ result: 'rotated' }]);

    const second = laboratory();
    second.renew(NEW);
    const hurried = await startRotator(['--config.file', second.config]);
    await second.reloading();
    hurried.signal('SIGTERM');
    // The second may only come when the first has been taken: each is sent until the process is gone.
    while (!(await isEnded(hurried.ended))) hurried.signal('SIGTERM');
    expect(await hurried.ended).toBe('SIGTERM');
    second.letEnd(0);
    expect(second.lab.content).toBe(NEW);
  });

  it('two at once: one rotates, and the other says who has the lock', async () => {
    const { lab, config, renew, reloading, letEnd } = laboratory();
    renew(NEW);
    const one = await startRotator(['--config.file', config]);
    await reloading();
    const other = await startRotator(['--config.file', config]);
    expect(await other.ended).toBe(1);
    letEnd(0);
    expect(await one.ended).toBe(0);
    expect(lab.record.map(({ result }) => result)).toEqual(['failed', 'rotated']);
    expect(lab.record[0]?.reason).toContain(`process ${one.pid}`);
  });
});

async function isEnded(ended: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    ended.then(() => true),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), 20)),
  ]);
}
