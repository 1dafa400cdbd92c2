import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createComponentResolver } from '../../src/sources/component-resolver.ts';
import { type FilesSettings, wantedBy } from '../../src/sources/files-settings.ts';
import { resolverFor } from '../../src/sources/resolver-for.ts';
import { TimeSlice } from '../../src/sources/time-slice.ts';
import { type FolderPlans, Walk } from '../../src/sources/walk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const slice = new TimeSlice(new AbortController().signal);
const LATER = (): number => Date.now() + 10_000;

async function walk(
  settings: FilesSettings,
  known: FolderPlans = new Map(),
  mounts?: Set<string>,
): Promise<Walk> {
  const wanted = wantedBy(settings);
  const resolver = mounts
    ? createComponentResolver(undefined, mounts)
    : resolverFor(wanted, settings.root, new Set());
  const one = new Walk(wanted, resolver, known, slice, LATER);
  const start = {
    path: '',
    include: wanted.includes.start,
    exclude: wanted.excludes.start,
    accepts: undefined,
  };
  await one.run([start]);
  return one;
}

it('goes only where a pattern leads', async () => {
  const folder = temporaryFolder();
  for (const path of ['a/b', 'a/c/d', 'e']) fs.mkdirSync(join(folder, path), { recursive: true });
  const { plans } = await walk({ include: [`${folder}/*/b/*.crt`] });
  const entered = [...plans.keys()]
    .map((key) => key.split('\0')[0])
    .filter((path) => path?.startsWith(folder));
  expect(entered).toEqual([folder, `${folder}/a`, `${folder}/a/b`, `${folder}/e`]);
});

it('keeps the plan of a folder that did not change, and makes a new one of a folder that did', async () => {
  const folder = temporaryFolder();
  fs.mkdirSync(join(folder, 'same'));
  fs.mkdirSync(join(folder, 'other'));
  const include = [`${folder}/**/*.crt`];
  const first = await walk({ include });
  fs.writeFileSync(join(folder, 'other/a.crt'), '');
  const second = await walk({ include }, first.plans);
  const same = [...first.plans]
    .filter(([key, plan]) => second.plans.get(key) === plan)
    .map(([key]) => key.split('\0')[0]);
  expect(same).toContain(`${folder}/same`);
  expect(same).not.toContain(`${folder}/other`);
  expect(second.result.matches.map(({ path }) => path)).toEqual([`${folder}/other/a.crt`]);
  fs.rmSync(join(folder, 'same'), { recursive: true });
  const third = await walk({ include }, second.plans);
  expect([...third.plans.keys()].some((key) => key.startsWith(`${folder}/same`))).toBe(false);
});

it('stops at a network mount and says what would have been wanted there', async () => {
  const folder = temporaryFolder();
  fs.mkdirSync(join(folder, 'net'));
  fs.writeFileSync(join(folder, 'net/a.crt'), '');
  fs.symlinkSync('net/a.crt', join(folder, 'a.crt'));
  const mount = `${folder}/net`;
  const { result } = await walk({ include: [`${folder}/**/*.crt`] }, new Map(), new Set([mount]));
  expect(result.matches).toEqual([]);
  expect(result.remote.map(({ path, accepts }) => [path, accepts !== undefined])).toEqual([
    [`${folder}/a.crt`, true],
    [mount, false],
  ]);
  expect(result.remote.every((spot) => spot.mount === mount && spot.include !== undefined)).toBe(true);
});

it('begins nowhere where its root lies on a network mount', async () => {
  const folder = temporaryFolder();
  const wanted = wantedBy({ include: ['/*.crt'] });
  const resolver = createComponentResolver(`${folder}/net`, new Set([`${folder}/net`]));
  const one = new Walk(wanted, resolver, new Map(), slice, LATER);
  await one.run([{ path: '', include: wanted.includes.start, exclude: undefined, accepts: undefined }]);
  expect(one.result.remote).toMatchObject([{ path: '', mount: `${folder}/net` }]);
});

it('enters no folder that is left out', async () => {
  const folder = temporaryFolder();
  fs.mkdirSync(join(folder, 'private/deep'), { recursive: true });
  const { plans } = await walk({ include: [`${folder}/**`], exclude: ['**/private'] });
  expect([...plans.keys()].some((key) => key.includes('private'))).toBe(false);
});
