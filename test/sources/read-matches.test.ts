import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Container } from '../../src/formats/container.ts';
import { createComponentResolver } from '../../src/sources/component-resolver.ts';
import { identityOf } from '../../src/sources/file-identity.ts';
import { FileStore } from '../../src/sources/file-store.ts';
import { createKernelResolver } from '../../src/sources/kernel-resolver.ts';
import { readMatch, readMatches } from '../../src/sources/read-matches.ts';
import { TimeSlice } from '../../src/sources/time-slice.ts';
import type { Match } from '../../src/sources/walk-result.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CONTAINER: Container = {
  kind: 'pem',
  certificates: [],
  revocationLists: [],
  findings: [],
  findingCounts: {},
  otherObjects: 1,
};
function* read(): Generator<void, Container> {
  yield;
  return CONTAINER;
}
const slice = new TimeSlice(new AbortController().signal);
const later = (): number => Date.now() + 10_000;

const matchOf = (file: string, literal = false, path = file): Match => ({
  path,
  file,
  literal,
  identity: identityOf(fs.statSync(file, { bigint: true })),
});

it('reads each file once, however many paths lead to it', async () => {
  const folder = temporaryFolder();
  fs.writeFileSync(join(folder, 'a'), 'x');
  fs.linkSync(join(folder, 'a'), join(folder, 'b'));
  const store = new FileStore();
  store.begin();
  let reads = 0;
  const settings = { maxFileBytes: 100, resolver: createKernelResolver(), now: Date.now };
  const matches = [matchOf(join(folder, 'a')), matchOf(join(folder, 'b'))];
  const count = () => {
    reads++;
    return read();
  };
  const { found } = await readMatches(matches, store, settings, count, slice);
  expect([reads, found.length]).toEqual([1, 2]);
});

it('goes by the identity that a file had when it was read', async () => {
  const folder = temporaryFolder();
  fs.writeFileSync(join(folder, 'a'), 'x');
  const match = matchOf(join(folder, 'a'));
  fs.writeFileSync(join(folder, 'new'), 'y');
  fs.renameSync(join(folder, 'new'), join(folder, 'a'));
  const store = new FileStore();
  store.begin();
  const settings = { maxFileBytes: 100, resolver: createKernelResolver(), now: later };
  const { found } = await readMatches([match], store, settings, read, slice);
  const now = identityOf(fs.statSync(join(folder, 'a'), { bigint: true }));
  expect(found[0]?.identity).toEqual(now);
  expect(store.settledAmong([now])).toEqual([now]);
});

it('leaves out what has gone, and tells of it where it was written out', async () => {
  const folder = temporaryFolder();
  fs.writeFileSync(join(folder, 'a'), 'x');
  const matches = [matchOf(join(folder, 'a')), matchOf(join(folder, 'a'), true)];
  fs.rmSync(join(folder, 'a'));
  const settings = { maxFileBytes: 100, resolver: createKernelResolver(), now: later };
  const store = new FileStore();
  store.begin();
  const { found, troubles } = await readMatches(matches, store, settings, read, slice);
  expect(found).toEqual([]);
  expect(troubles.map(({ finding }) => finding.reason)).toEqual(['not_found']);
});

it('follows the links again where a file became one, and never out of the root', () => {
  const root = temporaryFolder();
  const outside = temporaryFolder();
  fs.writeFileSync(join(root, 'a'), 'x');
  fs.writeFileSync(join(root, 'b'), 'mine');
  fs.writeFileSync(join(outside, 'secret'), 'not mine');
  const settings = { maxFileBytes: 100, resolver: createComponentResolver(root, new Set()), now: later };
  const match = matchOf(join(root, 'a'), false, '/a');
  fs.rmSync(join(root, 'a'));
  fs.symlinkSync('/b', join(root, 'a'));
  expect(readMatch(match, settings)?.result).toEqual({ bytes: Buffer.from('mine') });
  fs.rmSync(join(root, 'a'));
  fs.symlinkSync(join(outside, 'secret'), join(root, 'a'));
  expect(readMatch(match, settings)).toBeUndefined();
});

it('gives way while it reads a file with much in it', async () => {
  const folder = temporaryFolder();
  fs.writeFileSync(join(folder, 'a'), 'x');
  const store = new FileStore();
  store.begin();
  let turns = 0;
  const turning = setInterval(() => turns++, 0);
  function* endless(): Generator<void, Container> {
    for (;;) {
      if (turns >= 3) return CONTAINER;
      yield;
    }
  }
  const settings = { maxFileBytes: 100, resolver: createKernelResolver(), now: later };
  await readMatches([matchOf(join(folder, 'a'))], store, settings, endless, slice);
  clearInterval(turning);
  expect(turns).toBe(3);
});
