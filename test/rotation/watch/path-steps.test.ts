import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lastStep, pathSteps } from '../../../src/rotation/watch/path-steps.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The steps below a test's own folder. */
function stepsIn(root: string, path: string): string[] {
  const steps = pathSteps(join(root, path)).filter(({ folder }) => folder.startsWith(root));
  return steps.map(({ folder, name }) => `${folder.slice(root.length)}/${name}`);
}
const folder = (): string => realpathSync(temporaryFolder());

it('a plain path has each of its folders and the file', () => {
  const root = folder();
  mkdirSync(join(root, 'a/b'), { recursive: true });
  writeFileSync(join(root, 'a/b/c.pem'), '');
  expect(stepsIn(root, 'a/b/c.pem')).toEqual(['/a', '/a/b', '/a/b/c.pem']);
  expect(pathSteps('/etc/./hostname//').map(({ folder: of, name }) => [of, name])[0]).toEqual(['/', 'etc']);
});

it('every symbolic link counts where it stands, and so does what it leads to', () => {
  const root = folder();
  mkdirSync(join(root, 'data/v1'), { recursive: true });
  mkdirSync(join(root, 'etc'));
  writeFileSync(join(root, 'data/v1/ca.pem'), '');
  symlinkSync('v1', join(root, 'data/..data'));
  symlinkSync('..data/ca.pem', join(root, 'data/ca.pem'));
  symlinkSync(join(root, 'data/ca.pem'), join(root, 'etc/ca.pem'));
  const steps = stepsIn(root, 'etc/ca.pem');
  expect(steps).toEqual(
    expect.arrayContaining(['/etc/ca.pem', '/data/ca.pem', '/data/..data', '/data/v1/ca.pem']),
  );
  expect(lastStep(pathSteps(join(root, 'etc/ca.pem')))).toBe(join(root, 'data/v1/ca.pem'));
});

it('a link up and down again is followed as the kernel does', () => {
  const root = folder();
  mkdirSync(join(root, 'x/y'), { recursive: true });
  mkdirSync(join(root, 'z'));
  symlinkSync('../z/ca.pem', join(root, 'x/ca.pem'));
  expect(stepsIn(root, 'x/ca.pem')).toEqual(['/x', '/x/ca.pem', '/z', '/z/ca.pem']);
});

it('what is not there ends it, so that its coming is seen', () => {
  const root = folder();
  expect(stepsIn(root, 'not/there/yet.pem')).toEqual(['/not']);
  symlinkSync('nowhere/ca.pem', join(root, 'dangling'));
  expect(stepsIn(root, 'dangling')).toEqual(['/dangling', '/nowhere']);
});

it('links in a circle end', () => {
  const root = folder();
  symlinkSync('b', join(root, 'a'));
  symlinkSync('a', join(root, 'b'));
  expect(new Set(stepsIn(root, 'a'))).toEqual(new Set(['/a', '/b']));
});

it('the root folder has no steps', () => {
  expect(pathSteps('/')).toEqual([]);
  expect(lastStep([])).toBe('/');
});
