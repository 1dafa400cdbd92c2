import { mkdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { look, originFiles, sameContents } from '../../../src/rotation/watch/look.ts';
import { asNobody } from '../../support/as-nobody.ts';
import { runProgram } from '../../support/programs.ts';
import { replaceFile } from '../../support/replace-file.ts';
import { temporaryFile } from '../../support/temporary-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SHA256_OF_A = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';

describe('a look at what cannot be read', () => {
  it('of a FIFO does not wait for anybody', async () => {
    const path = join(temporaryFolder(), 'fifo');
    runProgram('mkfifo', [path]);
    expect((await look([path], 100)).contents).toEqual(['no regular file']);
  });

  it('of devices, folders, missing files and other people’s files is a reason', async () => {
    const secret = temporaryFile('secret', 'a');
    const folder = temporaryFolder();
    runProgram('chmod', ['000', secret]);
    const paths = ['/dev/zero', folder, join(folder, 'missing'), secret];
    const { contents } = await asNobody(() => look(paths, 100));
    expect(contents).toEqual(['no regular file', 'no regular file', 'ENOENT', 'EACCES']);
  });

  it('of too large a file ends at the limit', async () => {
    const path = temporaryFile('large', Buffer.alloc(101));
    expect((await look([path], 100)).contents).toEqual(['too large']);
    expect((await look([path], 101)).contents).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });
});

describe('a look at files', () => {
  it('gives back the look before where nothing has changed for a while', async () => {
    const path = temporaryFile('ca.pem', 'a');
    const first = { ...(await look([path], 100)), isSure: true };
    expect(first.contents).toEqual([SHA256_OF_A]);
    expect(await look([path], 100, first)).toBe(first);
  });

  it('reads again what may have changed in the same tick of the clock', async () => {
    const path = temporaryFile('ca.pem', 'a');
    const first = await look([path], 100);
    // However long ago that is by now.
    const unsure = { ...first, contents: ['what was there a moment ago'], isSure: false };
    expect((await look([path], 100, unsure)).contents).toEqual([SHA256_OF_A]);
  });

  it('is sure of what has not changed for a while when it is read, and of nothing else', async () => {
    const path = temporaryFile('ca.pem', 'a');
    const { ctimeMs } = statSync(path);
    const now = vi.spyOn(Date, 'now');
    onTestFinished(() => now.mockRestore());
    now.mockReturnValue(ctimeMs + 50);
    expect((await look([path], 100)).isSure).toBe(false);
    now.mockReturnValue(ctimeMs + 150);
    expect((await look([path], 100)).isSure).toBe(true);
  });

  it('sees another file with the same size and time', async () => {
    const path = temporaryFile('ca.pem', 'a');
    const first = { ...(await look([path], 100)), isSure: true };
    const { atime, mtime } = statSync(path);
    writeFileSync(`${path}.new`, 'b');
    utimesSync(`${path}.new`, atime, mtime);
    renameSync(`${path}.new`, path);
    expect(sameContents(first, await look([path], 100, first))).toBe(false);
  });

  it('calls the same content in another file the same', async () => {
    const path = temporaryFile('ca.pem', 'a');
    const first = await look([path], 100);
    replaceFile(path, 'a');
    expect(sameContents(first, await look([path], 100, first))).toBe(true);
  });
});

describe('the files of an origin', () => {
  it('are those of a folder that can hold certificates, in bytewise order', async () => {
    const folder = temporaryFolder();
    for (const name of ['b.pem', 'a.crt', 'B.pem', 'notes.txt', 'ca.pem.tmp', '.hidden.pem'])
      writeFileSync(join(folder, name), '');
    mkdirSync(join(folder, 'below'));
    writeFileSync(join(folder, 'below/c.pem'), '');
    expect(await originFiles({ type: 'folder', path: folder })).toEqual(
      ['B.pem', 'a.crt', 'b.pem'].map((name) => join(folder, name)),
    );
  });

  it('are the folder itself where it cannot be listed', async () => {
    expect(await originFiles({ type: 'folder', path: '/no/such/folder' })).toEqual(['/no/such/folder']);
  });

  it('are a file, and none for a URL', async () => {
    expect(await originFiles({ type: 'file', path: '/ca.pem' })).toEqual(['/ca.pem']);
    const url = { sha256: undefined, signature: undefined, caFile: undefined, timeout: 30 };
    expect(await originFiles({ type: 'url', url: 'https://ca.example/', ...url })).toEqual([]);
  });
});
