import { expect, it } from 'vitest';
import type { Entry } from '../../src/sources/directory-listing.ts';
import { type FilesSettings, wantedBy } from '../../src/sources/files-settings.ts';
import { type Folder, planFolder } from '../../src/sources/folder-plan.ts';
import { TimeSlice } from '../../src/sources/time-slice.ts';

const slice = new TimeSlice(new AbortController().signal);

/** The plan of a root folder with these entries. */
async function planOf(settings: FilesSettings, entries: readonly Entry[], realPath = '') {
  const wanted = wantedBy(settings);
  const { includes, excludes } = wanted;
  if (includes.start === undefined) return expect.unreachable();
  const folder: Folder = { path: '', realPath, include: includes.start, exclude: excludes.start };
  const { files, others, leftOut } = await planFolder(wanted, folder, entries, slice);
  return {
    files: files.map(({ path }) => path),
    others: others.map(({ name, kind }) => `${kind} ${name}`),
    leftOut: leftOut.length,
  };
}

const file = (name: string): Entry => ({ name, kind: 'file' });

it('has the files that match, and all else that may lead on', async () => {
  const entries: Entry[] = [
    file('a.crt'),
    file('a.txt'),
    { name: 'folder', kind: 'folder' },
    { name: 'link', kind: 'link' },
    { name: 'socket', kind: 'other' },
    { name: 'socket.crt', kind: 'other' },
  ];
  expect(await planOf({ include: ['/**/*.crt'] }, entries)).toEqual({
    files: ['/a.crt'],
    others: ['folder folder', 'link link', 'other socket.crt'],
    leftOut: 0,
  });
});

it('asks for names by name, listed or not', async () => {
  expect(await planOf({ include: ['/a.crt', '/b.crt'] }, [file('a.crt')])).toEqual({
    files: [],
    others: ['name a.crt', 'name b.crt'],
    leftOut: 0,
  });
});

it('leaves out what is excluded, where it is and where it really is', async () => {
  const entries = [file('a.crt'), file('b.crt')];
  expect(await planOf({ include: ['/*'], exclude: ['b.crt'] }, entries)).toMatchObject({ files: ['/a.crt'] });
  expect(await planOf({ include: ['/*'], exclude: ['/real/a*'] }, entries, '/real')).toMatchObject({
    files: ['/b.crt'],
  });
  expect(await planOf({ include: ['/b.crt'], exclude: ['b.crt'] }, entries)).toMatchObject({ leftOut: 1 });
});

it('holds the whole path against the expression', async () => {
  const settings = { include: ['/*'], regex: /^\/.\.crt$/ };
  expect(await planOf(settings, [file('a.crt'), file('ab.crt')])).toMatchObject({ files: ['/a.crt'] });
});

it('is in the bytewise order of the paths below', async () => {
  const names = ['a', 'a-b', 'a.b', 'a0', 'B', '\xe9'];
  const entries = names.map((name): Entry => ({ name, kind: 'folder' }));
  const { others } = await planOf({ include: ['/**'] }, entries);
  const expected = names.map((name) => `${name}/`).sort();
  expect(others.map((other) => `${other.slice('folder '.length)}/`)).toEqual(expected);
});
