import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { placeState, readPlace } from '../../../src/handshake/trust/anchor-files.ts';
import { authority } from '../../support/pki.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const [one, two] = [authority('One'), authority('Two')];

it('reads a file, and the files of a folder but not of folders in it', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'inner'));
  writeFileSync(join(folder, 'inner/x.pem'), one.pem);
  writeFileSync(join(folder, 'b.crt'), two.der);
  writeFileSync(join(folder, 'a.pem'), one.pem);
  writeFileSync(join(folder, '.hidden.pem'), one.pem);
  symlinkSync('a.pem', join(folder, '0a1b2c3d.0'));
  symlinkSync('gone', join(folder, 'dangling'));
  const read = async (path: string): Promise<string[]> =>
    (await readPlace(await placeState(path))).anchors.map(({ subject }) => subject);
  expect(await read(join(folder, 'a.pem'))).toEqual(['CN=One']);
  expect(await read(folder)).toEqual(['CN=One', 'CN=One', 'CN=Two']);
});

it('sees every change', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a.pem');
  const states = new Set<string>();
  const look = async (): Promise<void> => {
    states.add((await placeState(file)).identity);
    states.add((await placeState(folder)).identity);
  };
  writeFileSync(file, one.pem);
  await look();
  writeFileSync(join(folder, 'b.pem'), two.pem);
  states.add((await placeState(folder)).identity);
  renameSync(join(folder, 'b.pem'), file);
  await look();
  truncateSync(file, 10);
  await look();
  expect(states.size).toBe(7);
});

it('says what cannot be read, and goes on', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.pem'), one.pem);
  writeFileSync(join(folder, 'bad.pem'), one.pem.slice(0, 200));
  writeFileSync(join(folder, 'large.pem'), '');
  truncateSync(join(folder, 'large.pem'), 17 * 1024 * 1024);
  const { anchors, problem } = await readPlace(await placeState(folder));
  expect(anchors.length).toBe(1);
  expect(problem).toBe(`1 blocks of ${join(folder, 'bad.pem')} cannot be read, and 1 more problems`);
});

it('opens nothing that is neither a file nor a folder', async () => {
  const fifo = join(temporaryFolder(), 'fifo');
  execFileSync('mkfifo', [fifo]);
  await expect(placeState(fifo)).rejects.toThrow('neither a file nor a folder');
  await expect(placeState('/nowhere')).rejects.toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
