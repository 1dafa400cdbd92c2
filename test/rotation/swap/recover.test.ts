import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownIdentity } from '../../../src/rotation/swap/process-identity.ts';
import { recover } from '../../../src/rotation/swap/recover.ts';
import { opened, swapped } from '../../support/rotation/opened.ts';
import {
  backupsOf,
  contentOf,
  leftovers,
  NEW,
  nextRun,
  OLD,
  type SwapPlace,
  swapPlace,
} from '../../support/rotation/swap-place.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const place = (isShared = false): SwapPlace => swapPlace(temporaryFolder(), 'host', isShared);
const again = ({ directory, target }: SwapPlace) => recover(directory, target);
const journalOf = ({ directory }: SwapPlace): string => {
  const [name = ''] = readdirSync(join(directory, 'journals'));
  return join(directory, 'journals', name);
};

describe('nothing is left to do', () => {
  it('where nothing ever ran, and makes no folder', async () => {
    const own = place();
    expect(await again(own)).toEqual({ state: 'nothing' });
    expect(readdirSync(join(own.folder, '..'))).toEqual(['certs']);
  });

  it('where the target cannot be found, which opening it will say', async () => {
    const own = place();
    expect(await again({ ...own, target: '/nowhere/at/all.pem' })).toEqual({ state: 'nothing' });
  });
});

describe('a run that was ended after the swap', () => {
  it('has hooks due, until they are done', async () => {
    const own = place();
    const { startedAt } = await swapped(own, NEW);
    const recovered = await again(own);
    expect(recovered).toMatchObject({
      state: 'hooks_due',
      detail: `the run of ${new Date(startedAt * 1000).toISOString()} was ended after it had replaced ${own.target}, perhaps before its hooks had run`,
      swap: { rotation: 'test', path: own.target, startedAt },
    });
    // Ended again before they were.
    const third = await again(own);
    if (third.state !== 'hooks_due') throw new Error(third.state);
    await third.swap.done();
    expect(await again(own)).toEqual({ state: 'nothing' });
    expect(backupsOf(own)).toEqual([OLD]);
  });

  it('can still be put back', async () => {
    const own = place();
    await swapped(own, NEW);
    const recovered = await again(own);
    if (recovered.state !== 'hooks_due') throw new Error(recovered.state);
    await recovered.swap.restore();
    expect(contentOf(own)).toBe('old');
    expect((await again(own)).state).toBe('reload_due');
  });
});

describe('what somebody else has done since', () => {
  it('is left as it is, and the backup stays', async () => {
    const own = place();
    await swapped(own, NEW);
    writeFileSync(own.target, 'theirs');
    const recovered = await again(own);
    expect(recovered).toMatchObject({
      state: 'changed_since',
      detail: expect.stringContaining(
        'was written by somebody else since; the content of before it is ',
      ) as string,
    });
    expect(readFileSync(own.target, 'utf8')).toBe('theirs');
    expect(backupsOf(own)).toEqual([OLD]);
    expect(await again(own)).toEqual({ state: 'nothing' });
  });

  it('is left too where the file was removed', async () => {
    const own = place();
    await swapped(own, NEW);
    rmSync(own.target);
    expect((await again(own)).state).toBe('changed_since');
    expect(contentOf(own)).toBe('missing');
  });

  it('is told from half a file that was written in place', async () => {
    const own = place(true);
    await swapped(own, NEW, { inPlace: true });
    writeFileSync(own.target, 'theirs');
    expect((await again(own)).state).toBe('changed_since');
    const other = place(true);
    await swapped(other, NEW, { inPlace: true });
    writeFileSync(other.target, NEW.slice(0, 70_001) + OLD.slice(70_001));
    expect((await again(other)).state).toBe('reload_due');
    expect(contentOf(other)).toBe('old');
  });
});

describe('a journal that cannot be used', () => {
  it.each(['', '{', 'null', '{"version":2}', '[]', '\0\0\0'])('is dropped and told: %j', async (text) => {
    const own = place();
    await swapped(own, NEW);
    writeFileSync(journalOf(own), text);
    expect(await again(own)).toMatchObject({
      state: 'changed_since',
      detail: expect.stringContaining('its journal cannot be read') as string,
    });
    expect(contentOf(own)).toBe('new');
    expect(await again(own)).toEqual({ state: 'nothing' });
  });

  it('is one of another target too', async () => {
    const own = place();
    await swapped(own, NEW);
    const journal = readFileSync(journalOf(own), 'utf8').replace(own.target, '/etc/passwd');
    writeFileSync(journalOf(own), journal);
    expect((await again(own)).state).toBe('changed_since');
  });
});

describe('temporary files', () => {
  // No kernel gives a process an id above 4194304 (proc_sys_kernel(5), pid_max).
  it('of an ended process are removed, those of another container and of other targets stay', async () => {
    const own = place();
    await (await swapped(own, NEW)).done();
    await swapped(own, OLD);
    const key = readdirSync(join(own.directory, 'journals'))[0]?.slice(0, 16) ?? '';
    await nextRun(own);
    const { space } = ownIdentity();
    const write = (name: string): void => writeFileSync(join(own.folder, name), 'half');
    write(`.tls-rotation-${key}-4194305-5-${space}-0badcafe.tmp`);
    const kept = [
      `.tls-rotation-${key}-1-5-${'0'.repeat(12)}-0badcafe.tmp`,
      `.tls-rotation-${'0'.repeat(16)}-4194305-5-${space}-0badcafe.tmp`,
      `.tls-rotation-${key}.tmp`,
    ];
    for (const name of kept) write(name);
    // In a container that is no more: two hours old.
    const old = `.tls-rotation-${key}-1-5-${'0'.repeat(12)}-deadbeef.tmp`;
    write(old);
    utimesSync(join(own.folder, old), Date.now() / 1000 - 7200, Date.now() / 1000 - 7200);
    const recovered = await again(own);
    expect(recovered).toMatchObject({
      state: 'swept',
      detail: expect.stringMatching(
        /^removed .*(?:0badcafe|deadbeef)\.tmp, .*(?:0badcafe|deadbeef)\.tmp$/,
      ) as string,
    });
    expect(leftovers(own).toSorted()).toEqual(kept.toSorted());
  });
});

it('does not take a backup that shares the bytes of the target for another name of it', async () => {
  const own = place();
  const swap = await swapped(own, NEW);
  await swap.restore();
  // Put back, and ended before the backup was removed: the file has two names.
  const target = await opened(own.target, { directory: own.directory });
  expect(target.way).toBe('rename');
  expect(await nextRun(own)).toBe('reload_due');
  expect(backupsOf(own)).toEqual([]);
});
