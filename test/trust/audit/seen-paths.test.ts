import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lutimesSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { followHostPath } from '../../../src/trust/audit/host-path.ts';
import { changedPath, lookAgain, SeenPaths } from '../../../src/trust/audit/seen-paths.ts';
import { Turns } from '../../../src/trust/audit/turns.ts';
import fc from '../../support/fast-check.ts';
import { replaceFile } from '../../support/replace-file.ts';
import { rootTree, type TreeEntry } from '../../support/root-tree.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Clocks of file systems are coarse: what was written long ago differs from what is written now. */
const LONG_AGO = 1_600_000_000;

/** A tree in which everything was written long ago, and in which paths were followed. */
function followed(tree: Readonly<Record<string, TreeEntry>>, paths: readonly string[]) {
  const root = rootTree(tree);
  for (const path of Object.keys(tree)) {
    lutimesSync(join(root, path), LONG_AGO, LONG_AGO);
    utimesSync(join(root, path, '..'), LONG_AGO, LONG_AGO);
  }
  const seen = new SeenPaths(root);
  for (const path of paths) seen.note(path);
  const look = (leftAlone: readonly string[] = []) =>
    lookAgain(seen.paths, new Set(leftAlone.map((path) => join(root, path))), new Turns());
  const changed = async (leftAlone?: readonly string[]) =>
    changedPath(seen.paths, await look(leftAlone))?.slice(root.length);
  return { root, seen, look, changed };
}

const VOLUME = {
  '/etc/roots/..1/ca.crt': 'one',
  '/etc/roots/..2/ca.crt': 'two',
  '/etc/roots/..data': { link: '..1' },
  '/etc/roots/ca.crt': { link: '..data/ca.crt' },
};

const replaceLink = (root: string, path: string, target: string): void => {
  symlinkSync(target, join(root, `${path}.new`));
  renameSync(join(root, `${path}.new`), join(root, path));
};

it.each<
  readonly [string, Readonly<Record<string, TreeEntry>>, string, (root: string) => void, string | undefined]
>([
  ['nothing', { '/ca.pem': 'one' }, '/ca.pem', () => undefined, undefined],
  [
    'a read',
    { '/etc/ca.pem': 'one' },
    '/etc/ca.pem',
    (root) => readFileSync(join(root, 'etc/ca.pem')),
    undefined,
  ],
  [
    'a file renamed over it',
    { '/ca.pem': 'one' },
    '/ca.pem',
    (root) => {
      writeFileSync(join(root, 'ca.pem.new'), 'two');
      renameSync(join(root, 'ca.pem.new'), join(root, 'ca.pem'));
    },
    '/ca.pem',
  ],
  [
    'other content of the same length in place',
    { '/ca.pem': 'one' },
    '/ca.pem',
    (root) => writeFileSync(join(root, 'ca.pem'), 'two'),
    '/ca.pem',
  ],
  [
    'the ..data of a Kubernetes volume',
    VOLUME,
    '/etc/roots/ca.crt',
    (root) => replaceLink(root, '/etc/roots/..data', '..2'),
    '/etc/roots/..data',
  ],
  [
    'an absolute link, which stays below the root',
    { '/a/one.pem': 'one', '/a/two.pem': 'two', '/ca.pem': { link: '/a/one.pem' } },
    '/ca.pem',
    (root) => replaceLink(root, '/ca.pem', '/a/two.pem'),
    '/ca.pem',
  ],
  [
    'the file that links lead to',
    { '/a/one.pem': 'one', '/b': { link: '/a' }, '/ca.pem': { link: 'b/one.pem' } },
    '/ca.pem',
    (root) => writeFileSync(join(root, 'a/one.pem'), 'other'),
    '/a/one.pem',
  ],
  ['its loss', { '/ca.pem': 'one' }, '/ca.pem', (root) => rmSync(join(root, 'ca.pem')), '/ca.pem'],
  [
    'that it comes',
    { '/etc/other': 'x' },
    '/etc/ca.pem',
    (root) => writeFileSync(join(root, 'etc/ca.pem'), 'one'),
    '/etc/ca.pem',
  ],
  [
    'that its folder comes',
    { '/etc/other': 'x' },
    '/etc/ssl/certs/ca.pem',
    (root) => mkdirSync(join(root, 'etc/ssl')),
    '/etc/ssl',
  ],
  [
    'that a link leads somewhere',
    { '/ca.pem': { link: '/opt/ca.pem' } },
    '/ca.pem',
    (root) => mkdirSync(join(root, 'opt')),
    '/opt',
  ],
  [
    'that others may write to its folder',
    { '/etc/ca.pem': 'one' },
    '/etc/ca.pem',
    (root) => chmodSync(join(root, 'etc'), 0o777),
    '/etc',
  ],
  [
    'other files beside it',
    { '/etc/ca.pem': 'one' },
    '/etc/ca.pem',
    (root) => writeFileSync(join(root, 'etc/passwd'), 'x'),
    undefined,
  ],
  [
    'a name in a folder that counts itself',
    { '/etc/certs/a.pem': 'one' },
    '/etc/certs',
    (root) => writeFileSync(join(root, 'etc/certs/b.pem'), 'x'),
    '/etc/certs',
  ],
  [
    'a FIFO in its place',
    { '/ca.pem': 'one' },
    '/ca.pem',
    (root) => {
      rmSync(join(root, 'ca.pem'));
      execFileSync('mkfifo', [join(root, 'ca.pem')]);
    },
    '/ca.pem',
  ],
  ['a link that loops', { '/loop': { link: 'loop' } }, '/loop', () => undefined, undefined],
])('notices %s, or not', async (_, tree, path, change, expected) => {
  const { root, changed } = followed(tree, [path]);
  expect(await changed()).toBeUndefined();
  change(root);
  expect(await changed()).toBe(expected);
});

it('keeps what it saw first, even of a folder that was first on the way and then an end itself', async () => {
  const { root, seen, changed } = followed({ '/etc/certs/a.pem': 'one' }, ['/etc/certs/a.pem', '/etc/certs']);
  writeFileSync(join(root, 'etc/certs/a.pem'), 'other');
  seen.note('/etc/certs/a.pem');
  expect(await changed()).toBe('/etc/certs/a.pem');
  writeFileSync(join(root, 'etc/certs/b.pem'), 'x');
  expect(await changed()).toBe('/etc/certs');
});

it('throws what following throws, and has taken note all the same', () => {
  const seen = new SeenPaths(temporaryFolder());
  expect(() => seen.follow('/gone/ca.pem')).toThrow('ENOENT');
  expect([...seen.paths.values()]).toEqual([{ isEnd: true, identity: 'ENOENT' }]);
});

it('leaves folders alone in which a look may never end', async () => {
  const { root, changed } = followed({ '/net/a/ca.pem': 'one', '/network.pem': 'x' }, [
    '/net/a/ca.pem',
    '/network.pem',
  ]);
  writeFileSync(join(root, 'net/a/ca.pem'), 'other');
  expect(await changed(['/net'])).toBeUndefined();
  expect(await changed(['/net/a/ca.pem'])).toBeUndefined();
  writeFileSync(join(root, 'network.pem'), 'y');
  expect(await changed(['/net'])).toBe('/network.pem');
});

it('does not go on where a folder on the way has become a link', async () => {
  const { root, seen, look } = followed({ '/a/ca.pem': 'one', '/b/ca.pem': 'other' }, ['/a/ca.pem']);
  renameSync(join(root, 'a'), join(root, 'c'));
  symlinkSync('b', join(root, 'a'));
  const now = await look();
  expect(changedPath(seen.paths, now)).toBe(join(root, 'a'));
  expect(now.get(join(root, 'a/ca.pem'))).toEqual(seen.paths.get(join(root, 'a/ca.pem')));
});

/** Something that is done to a small tree; what cannot be done there is not done. */
const DEEDS: Readonly<Record<string, (at: string, other: string, length: number) => void>> = {
  write: (at, _, length) => writeFileSync(at, 'x'.repeat(length)),
  replace: (at, _, length) => {
    replaceFile(at, 'x'.repeat(length));
  },
  remove: (at) => rmSync(at),
  makeFolder: (at) => mkdirSync(at),
  move: (at, other) => renameSync(at, other),
};
const PLACES = ['a', 'a/b', 'a/b/c', 'd', 'd/b', 'd/link', 'link'];
/**
 * Of different lengths, because what is made anew in the same tick of the clock may have the inode of what was there, and
 * relative ones alone: the kernel, which does the deeds, knows nothing of the root.
 */
const TARGETS = ['a', './', 'a/b', '../d', '../d/', 'd/link', '../link', '../a/b/c', 'a/b/c/../'];
const FOLLOWED = ['/a/b/c', '/link', '/link/b', '/d/link/c'];

const deeds = fc.array(
  fc.oneof(
    fc.tuple(fc.constantFrom(...Object.keys(DEEDS)), fc.constantFrom(...PLACES), fc.constantFrom(...PLACES)),
    fc.tuple(fc.constant('link'), fc.constantFrom(...PLACES), fc.constantFrom(...TARGETS)),
  ),
  { maxLength: 8 },
);

it('notices whatever makes a path lead to other content', () => {
  const root = temporaryFolder();
  let tried = 0;
  let length = 0;
  const property = fc.asyncProperty(deeds, deeds, async (before, after) => {
    const base = join(root, `${++tried}`, 'root');
    mkdirSync(base, { recursive: true });
    const act = (all: typeof before): void => {
      for (const [deed, place, other] of all) {
        const at = join(base, place);
        try {
          if (deed === 'link') {
            symlinkSync(other, `${at}.new`);
            renameSync(`${at}.new`, at);
          } else DEEDS[deed]?.(at, join(base, other), ++length);
        } catch {
          // What cannot be done is left.
        }
      }
    };
    const contents = (): (number | undefined)[] =>
      FOLLOWED.map((path) => {
        try {
          return readFileSync(followHostPath(base, path).opened).length;
        } catch {
          return undefined;
        }
      });
    act(before);
    const seen = new SeenPaths(base);
    for (const path of FOLLOWED) seen.note(path);
    const was = contents();
    act(after);
    const isOther = contents().some((each, index) => each !== was[index]);
    const changed = changedPath(seen.paths, await lookAgain(seen.paths, new Set(), new Turns()));
    rmSync(join(base, '..'), { recursive: true });
    if (isOther) expect(changed).toBeDefined();
    if (after.length === 0) expect(changed).toBeUndefined();
  });
  return fc.assert(property);
}, 600_000);
