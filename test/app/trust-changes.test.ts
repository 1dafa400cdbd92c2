import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TrustChanges } from '../../src/app/trust-changes.ts';
import { SeenPaths } from '../../src/trust/audit/seen-paths.ts';
import { rootTree } from '../support/root-tree.ts';

const INTERVAL = 900;

/** Two bundles, and what looks for changes to them, at a time that stands still. */
function watched(mounts: readonly string[] = []) {
  const root = rootTree({ '/a.pem': 'one', '/b.pem': 'one' });
  const time = { now: 1000 };
  const changes = new TrustChanges(
    INTERVAL,
    () => time.now,
    () => new Set(mounts.map((mount) => join(root, mount))),
  );
  const seen = () => {
    const paths = new SeenPaths(root);
    for (const path of ['/a.pem', '/b.pem']) paths.note(path);
    return paths.paths;
  };
  /** An audit that took so many seconds. */
  const audit = (took: number, isOutOfTurn = false): void =>
    changes.audited({ seen: seen(), took, isOutOfTurn });
  /** One so long ago that nothing rests any more. */
  const auditedBefore = (): void => {
    audit(0);
    time.now += INTERVAL;
  };
  /** Each time of another length, because clocks of file systems are coarse. */
  let length = 10;
  const write = (path: string): void => writeFileSync(join(root, path), 'x'.repeat(++length));
  const look = async () => (await changes.look())?.slice(root.length);
  return { time, changes, audit, auditedBefore, write, look };
}

it('has nothing to say before the first audit, nor while nothing changes', async () => {
  const { auditedBefore, write, look } = watched();
  expect(await look()).toBeUndefined();
  write('/a.pem');
  expect(await look()).toBeUndefined();
  auditedBefore();
  for (let times = 0; times < 9; times++) expect(await look()).toBeUndefined();
});

it('tells a change once two looks saw the same', async () => {
  const { audit, auditedBefore, write, look } = watched();
  auditedBefore();
  write('/a.pem');
  expect(await look()).toBeUndefined();
  write('/b.pem');
  expect(await look()).toBeUndefined();
  expect(await look()).toBe('/a.pem');
  audit(0, true);
  expect(await look()).toBeUndefined();
  expect(await look()).toBeUndefined();
});

it('has nothing to tell of what is again as the audit saw it', async () => {
  const root = rootTree({});
  let now = 0;
  const changes = new TrustChanges(
    INTERVAL,
    () => now,
    () => new Set(),
  );
  const seen = new SeenPaths(root);
  seen.note('/a.pem');
  changes.audited({ seen: seen.paths, took: 0, isOutOfTurn: false });
  now = INTERVAL;
  writeFileSync(join(root, 'a.pem'), 'x');
  expect(await changes.look()).toBeUndefined();
  rmSync(join(root, 'a.pem'));
  expect(await changes.look()).toBeUndefined();
  expect(await changes.look()).toBeUndefined();
});

it('does not wait for ever for what never comes to rest', async () => {
  const { auditedBefore, write, look } = watched();
  auditedBefore();
  for (let times = 0; times < 5; times++) {
    write('/a.pem');
    expect(await look()).toBeUndefined();
  }
  write('/a.pem');
  expect(await look()).toBe('/a.pem');
});

/** Seconds from the end of an audit to the moment in which a change is told. */
async function rest({ time, look, write }: ReturnType<typeof watched>): Promise<number> {
  const ended = time.now;
  write('/a.pem');
  await look();
  while ((await look()) === undefined) time.now += 1;
  return time.now - ended;
}

it('rests after an audit ten times as long as that took, twice as long after each out of turn, and never longer than the interval', async () => {
  const all = watched();
  all.audit(2);
  const rests: number[] = [];
  for (let times = 0; times < 8; times++) {
    rests.push(await rest(all));
    all.audit(2, true);
  }
  expect(rests).toEqual([20, 40, 80, 160, 320, 640, 900, 900]);
  all.audit(2);
  expect(await rest(all)).toBe(20);
  all.audit(0.01);
  expect(await rest(all)).toBe(10);
});

it('goes on to compare with what the last audit saw that did not fail, and rests after one that did', async () => {
  const all = watched();
  all.auditedBefore();
  all.write('/a.pem');
  await all.look();
  expect(await all.look()).toBe('/a.pem');
  all.changes.audited({ seen: undefined, took: 30, isOutOfTurn: true });
  expect(await all.look()).toBeUndefined();
  all.time.now += 599;
  expect(await all.look()).toBeUndefined();
  all.time.now += 1;
  expect(await all.look()).toBe('/a.pem');
});

it('leaves alone what may hold it up for ever', async () => {
  const { auditedBefore, write, look } = watched(['/a.pem']);
  auditedBefore();
  write('/a.pem');
  for (let times = 0; times < 9; times++) expect(await look()).toBeUndefined();
});
