import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TargetLister } from '../../../src/app/handshaking/target-lister.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function lister(yaml: string, environment: Record<string, string> = {}, before?: TargetLister): TargetLister {
  const { handshake } = resolveConfig(parseConfig(`handshake: ${yaml}`, 'test.yml'), {});
  if (handshake === undefined) throw new Error('nothing is configured');
  return new TargetLister(handshake, environment, before);
}

async function listed(made: TargetLister) {
  const { targets, problems } = await made.list();
  return {
    targets: targets.map(({ target, module }) => `${target} ${module}`),
    problems: problems.map(({ reason, location }) => `${reason} ${location.path}`),
  };
}

const group = (...targets: string[]): string => JSON.stringify([{ targets }]);

it('lists what is configured, what files list and what the environment lists, each once', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.json'), group('a:1', 'file:1'));
  const made = lister(
    `{ modules: { go: {} }, targets: [{ target: "a:1" }], target_files: [{ path: ${folder}/a.json }], target_env: [{ variable: GOPROXY, module: go }] }`,
    { GOPROXY: 'https://proxy.golang.org,direct' },
  );
  expect(await listed(made)).toEqual({
    targets: ['a:1 default', 'file:1 default', 'proxy.golang.org:443 go'],
    problems: [],
  });
});

it('has no targets from a variable that is not set', async () => {
  expect(await listed(lister('{ target_env: [{ variable: GOPROXY }] }'))).toEqual({
    targets: [],
    problems: [],
  });
});

it('tells entries of a variable that name no server, each time, and shows nothing of them', async () => {
  const environment = { GOPROXY: 'https://proxy.golang.org,ssh://user:secret@git.example.com,:::' };
  const made = lister('{ target_env: [{ variable: GOPROXY }] }', environment);
  for (const _ of ['first', 'second']) {
    const { targets, problems } = await made.list();
    expect(targets.map(({ target }) => target)).toEqual(['proxy.golang.org:443']);
    expect(problems).toEqual([
      {
        location: { entry: 'GOPROXY' },
        reason: 'unsupported_format',
        detail: '2 entries of the environment variable GOPROXY name no server to dial, and are left out.',
      },
    ]);
  }
});

it('gives the same array while nothing changes, and another one when a file has changed', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.json');
  writeFileSync(path, group('a:1'));
  const made = lister(`{ target_files: [{ path: ${path} }] }`);
  const before = (await made.list()).targets;
  expect((await made.list()).targets).toBe(before);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  expect((await made.list()).targets).toBe(before);
  writeFileSync(path, group('b:1'));
  expect(await listed(made)).toEqual({ targets: ['b:1 default'], problems: [] });
});

it('finds the files of a pattern as they come and go, and those alone', async () => {
  const folder = temporaryFolder();
  const made = lister(`{ target_files: [{ path: "${folder}/*.json" }] }`);
  expect(await listed(made)).toEqual({ targets: [], problems: [`no_match ${folder}/*.json`] });
  writeFileSync(join(folder, 'b.json'), group('b:1'));
  writeFileSync(join(folder, 'a.json'), group('a:1'));
  writeFileSync(join(folder, '.hidden.json'), group('hidden:1'));
  writeFileSync(join(folder, 'a.jsonx'), group('other:1'));
  expect((await listed(made)).targets).toEqual(['a:1 default', 'b:1 default']);
  rmSync(join(folder, 'a.json'));
  expect(await listed(made)).toEqual({ targets: ['b:1 default'], problems: [] });
});

it('keeps what a file held before it broke, and says so until it is whole again', async () => {
  const path = join(temporaryFolder(), 'a.json');
  writeFileSync(path, group('a:1'));
  const made = lister(`{ target_files: [{ path: ${path} }] }`);
  const before = (await made.list()).targets;
  writeFileSync(path, '[{"targets": ');
  const broken = await made.list();
  expect(broken.targets).toBe(before);
  expect(broken.problems).toMatchObject([{ reason: 'unsupported_format', location: { path } }]);
  expect(broken.problems[0]?.detail).toContain('not valid JSON');
  rmSync(path);
  expect(await listed(made)).toEqual({ targets: ['a:1 default'], problems: [`not_found ${path}`] });
  writeFileSync(path, group('b:1'));
  expect(await listed(made)).toEqual({ targets: ['b:1 default'], problems: [] });
});

it('keeps what a broken file held over a reload, and takes another module over', async () => {
  const folder = temporaryFolder();
  const [whole, broken] = ['whole.json', 'broken.json'].map((name) => join(folder, name)) as [string, string];
  writeFileSync(whole, group('a:1'));
  writeFileSync(broken, group('b:1'));
  const before = lister(`{ target_files: [{ path: "${folder}/*.json" }] }`);
  await before.list();
  writeFileSync(broken, '[');
  const yaml = `{ modules: { other: {} }, target_files: [{ path: "${folder}/*.json", module: other }] }`;
  expect(await listed(lister(yaml, {}, before))).toEqual({
    targets: ['b:1 default', 'a:1 other'],
    problems: [`unsupported_format ${broken}`],
  });
});

it('refuses a folder, and a file that names a module that there is not', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'a.json'));
  writeFileSync(join(folder, 'b.json'), JSON.stringify([{ targets: ['b:1'], labels: { module: 'other' } }]));
  const made = lister(`{ target_files: [{ path: "${folder}/*.json" }] }`);
  expect(await listed(made)).toEqual({
    targets: [],
    problems: [`not_regular_file ${folder}/a.json`, `unsupported_format ${folder}/b.json`],
  });
});

it('gives each target of each list to exactly one of the replicas', async () => {
  const folder = temporaryFolder();
  const targets = Array.from({ length: 60 }, (_, n) => `host-${n}.example.com:443`);
  writeFileSync(join(folder, 'a.json'), group(...targets));
  const yaml = `{ targets: [{ target: "a:1" }], target_files: [{ path: ${folder}/a.json }], target_env: [{ variable: GOPROXY }] }`;
  const { handshake } = resolveConfig(parseConfig(`handshake: ${yaml}`, 'test.yml'), {});
  if (handshake === undefined) throw new Error('nothing is configured');
  const environment = { GOPROXY: 'https://proxy.golang.org' };
  const shares = await Promise.all(
    [0, 1, 2].map(async (index) => {
      const made = new TargetLister({ ...handshake, shard: { index, count: 3 } }, environment);
      return (await made.list()).targets.map(({ target }) => target);
    }),
  );
  expect(shares.flat().toSorted()).toEqual([...targets, 'a:1', 'proxy.golang.org:443'].toSorted());
  expect(Math.min(...shares.map(({ length }) => length))).toBeGreaterThan(5);
});
