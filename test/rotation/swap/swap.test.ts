import {
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { swapIn } from '../../../src/rotation/swap/swap.ts';
import { SwapError } from '../../../src/rotation/swap/swap-error.ts';
import { replaceFile } from '../../support/replace-file.ts';
import { opened, swapped } from '../../support/rotation/opened.ts';
import {
  backupsOf,
  contentOf,
  leftovers,
  NEW,
  nextRun,
  OLD,
  swapPlace,
} from '../../support/rotation/swap-place.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const place = (isShared = false) => swapPlace(temporaryFolder(), 'host', isShared);

describe('a swap that cannot be', () => {
  it('fails where somebody else has replaced the target since it was looked at', async () => {
    const { target, directory, ...rest } = place();
    const found = await opened(target);
    replaceFile(target, 'theirs');
    const failed = swapIn(found, Buffer.from(NEW), { directory, rotation: 'test', backups: 3 });
    await expect(failed).rejects.toThrow(SwapError);
    await expect(failed).rejects.toThrow(/was changed by somebody else meanwhile: nothing was replaced$/);
    expect(readFileSync(target, 'utf8')).toBe('theirs');
    expect(leftovers({ target, directory, ...rest })).toEqual([]);
    expect(backupsOf({ target, directory, ...rest })).toEqual([]);
  });

  it('fails where the target has gone, or has come, since it was looked at', async () => {
    const gone = place();
    const found = await opened(gone.target);
    rmSync(gone.target);
    await expect(swapIn(found, Buffer.from(NEW), { ...gone, rotation: 'test', backups: 3 })).rejects.toThrow(
      /was changed by somebody else meanwhile/,
    );
    const come = place();
    rmSync(come.target);
    const missing = await opened(come.target, { create: true });
    writeFileSync(come.target, 'theirs');
    await expect(
      swapIn(missing, Buffer.from(NEW), { ...come, rotation: 'test', backups: 3 }),
    ).rejects.toThrow(/was changed by somebody else meanwhile/);
    expect(readFileSync(come.target, 'utf8')).toBe('theirs');
    expect([...leftovers(gone), ...leftovers(come)]).toEqual([]);
  });

  it('fails where the content is there already', async () => {
    await expect(swapped(place(), OLD)).rejects.toThrow(/has this content already/);
  });

  it('fails where the rotation directory cannot be made, with nothing touched', async () => {
    const own = place();
    writeFileSync(own.directory, '');
    await expect(swapped(own, NEW)).rejects.toThrow(/bundle\.pem was not replaced, at .*rotation/);
    expect(contentOf(own)).toBe('old');
    expect(readdirSync(own.folder)).toEqual(['bundle.pem']);
  });
});

describe('a swap', () => {
  it('replaces the file, keeps the one of before, and leaves nothing else', async () => {
    const own = place();
    const { ino } = statSync(own.target);
    const swap = await swapped(own, NEW);
    expect(swap).toMatchObject({ way: 'rename', path: own.target, notes: [] });
    expect(contentOf(own)).toBe('new');
    expect(statSync(swap.backup ?? '').ino).toBe(ino);
    expect(readdirSync(own.folder)).toEqual(['bundle.pem']);
    await swap.done();
    expect(backupsOf(own)).toEqual([OLD]);
    expect(leftovers(own)).toEqual([]);
  });

  it('follows symbolic links, through folders too, and leaves them as they are', async () => {
    const own = place();
    const parent = join(own.folder, '..');
    symlinkSync('certs', join(parent, 'way'));
    symlinkSync('way/bundle.pem', join(parent, 'link.pem'));
    const swap = await swapped({ ...own, target: join(parent, 'link.pem') }, NEW);
    expect(swap.path).toBe(own.target);
    expect(contentOf(own)).toBe('new');
    expect(readlinkSync(join(parent, 'link.pem'))).toBe('way/bundle.pem');
    expect(lstatSync(own.target).isSymbolicLink()).toBe(false);
    await swap.done();
    expect(leftovers(own)).toEqual([]);
  });

  it('creates a file where that is wanted, for everybody to read, and takes it away again', async () => {
    const own = place();
    rmSync(own.target);
    const swap = await swapped(own, NEW, { create: true });
    expect(swap).toMatchObject({ backup: undefined, sha256Before: undefined });
    expect(contentOf(own)).toBe('new');
    expect(statSync(own.target).mode & 0o7777).toBe(0o644);
    await swap.restore();
    expect(contentOf(own)).toBe('missing');
    await swap.done();
    expect(leftovers(own)).toEqual([]);
  });

  it('writes into the file where it has more names and that is allowed, and all of them have it', async () => {
    const own = place(true);
    const before = statSync(own.target);
    const swap = await swapped(own, NEW, { inPlace: true });
    expect(swap.way).toBe('in_place');
    expect(readFileSync(join(own.folder, '../other.pem'), 'utf8')).toBe(NEW);
    expect(statSync(own.target)).toMatchObject({ ino: before.ino, mode: before.mode, nlink: 2 });
    expect(backupsOf(own)).toEqual([OLD]);
    await swap.restore();
    expect(readFileSync(join(own.folder, '../other.pem'), 'utf8')).toBe(OLD);
    await swap.done();
    expect([leftovers(own), backupsOf(own)]).toEqual([[], []]);
  });
});

describe('the way back', () => {
  it('is the very file of before, and its backup is used up', async () => {
    const own = place();
    const before = statSync(own.target);
    const swap = await swapped(own, NEW);
    await swap.restore();
    expect(contentOf(own)).toBe('old');
    expect(statSync(own.target).ino).toBe(before.ino);
    await swap.done();
    expect(statSync(own.target).nlink).toBe(1);
    expect([leftovers(own), backupsOf(own)]).toEqual([[], []]);
  });

  it('may be gone twice', async () => {
    const own = place();
    const swap = await swapped(own, NEW);
    await swap.restore();
    await swap.restore();
    expect(contentOf(own)).toBe('old');
  });

  it('is not gone over what somebody else has written', async () => {
    const own = place();
    const swap = await swapped(own, NEW, { backups: 0 });
    writeFileSync(own.target, 'theirs');
    await expect(swap.restore()).rejects.toThrow(
      /was written by somebody else meanwhile and is left as it is; what was there before is /,
    );
    expect(readFileSync(own.target, 'utf8')).toBe('theirs');
    await swap.done();
    // The only copy that there is stays, though no backup was asked for.
    expect(backupsOf(own)).toEqual([OLD]);
  });

  it.each(['damaged', 'gone'])('is closed where the backup is %s', async (what) => {
    const own = place();
    const swap = await swapped(own, NEW);
    if (what === 'gone') rmSync(swap.backup ?? '');
    else writeFileSync(swap.backup ?? '', 'x');
    await expect(swap.restore()).rejects.toThrow(`is ${what}: ${own.target} keeps its new content`);
    expect(contentOf(own)).toBe('new');
  });
});

describe('backups', () => {
  it('are as many as wanted, the newest, and never beside the target', async () => {
    const own = place();
    for (const content of ['1', '2', '3', '4', '5']) await (await swapped(own, content)).done();
    expect(backupsOf(own)).toEqual(['2', '3', '4']);
    await (await swapped(own, '6', { backups: 1 })).done();
    expect(backupsOf(own)).toEqual(['5']);
    await (await swapped(own, '7', { backups: 0 })).done();
    expect(backupsOf(own)).toEqual([]);
    expect(readdirSync(own.folder)).toEqual(['bundle.pem']);
  });

  it('are not pruned while a run may need them', async () => {
    const own = place();
    const swap = await swapped(own, NEW, { backups: 0 });
    expect(backupsOf(own)).toEqual([OLD]);
    await swap.restore();
    expect(contentOf(own)).toBe('old');
  });

  it('leave files of other names alone', async () => {
    const own = place();
    const swap = await swapped(own, NEW, { backups: 0 });
    writeFileSync(join(swap.backup ?? '', '../mine.pem'), 'mine');
    await swap.done();
    expect(backupsOf(own)).toEqual(['mine']);
  });
});

it('goes on after a run that was left in the middle', async () => {
  const own = place();
  await swapped(own, NEW);
  expect(await nextRun(own)).toBe('hooks_due');
  await (await swapped(own, 'third')).done();
  expect(backupsOf(own)).toEqual([OLD, NEW]);
});
