import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FolderWatches } from '../../../src/rotation/watch/folder-watches.ts';
import { asNobody } from '../../support/as-nobody.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';

function watchesOf() {
  let heard = 0;
  const watches = new FolderWatches(() => (heard += 1));
  onTestFinished(() => watches.close());
  return { watches, heard: () => heard };
}

it('tells the folders that may not be watched, and not those that are gone', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'secret'), { mode: 0o000 });
  const { watches } = watchesOf();
  const steps = ['secret', 'gone'].map((name) => ({ folder: join(folder, name), name: 'ca.pem' }));
  expect(await asNobody(async () => watches.arm({ steps, folders: [] }))).toEqual([join(folder, 'secret')]);
});

it('hears of the entries that it is asked for, and of no others', async () => {
  const folder = temporaryFolder();
  const { watches, heard } = watchesOf();
  watches.arm({ steps: [{ folder, name: 'ca.pem' }], folders: [] });
  for (const name of ['other.pem', 'ca.pem.tmp']) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'ca.pem'), '');
  await until(() => heard() > 0);
  expect(watches.counters).toEqual({ told: expect.any(Number), ignored: expect.any(Number) });
  expect(watches.counters.ignored).toBeGreaterThanOrEqual(2);
});

it('hears of every entry of a folder but of temporary files of rotations', async () => {
  const folder = temporaryFolder();
  const { watches, heard } = watchesOf();
  watches.arm({ steps: [], folders: [folder] });
  writeFileSync(join(folder, '.tls-rotation-0123456789abcdef-1-2-0123456789ab-01234567.tmp'), '');
  writeFileSync(join(folder, 'any'), '');
  await until(() => heard() > 0);
  expect(watches.counters.ignored).toBeGreaterThan(0);
});

it('hears that a folder itself is gone', async () => {
  const folder = join(temporaryFolder(), 'volume');
  mkdirSync(folder);
  const { watches, heard } = watchesOf();
  watches.arm({ steps: [{ folder, name: 'ca.pem' }], folders: [] });
  rmSync(folder, { recursive: true });
  await until(() => heard() > 0);
});

it('has forgotten what it was armed for before, heard or not', async () => {
  const [before, after] = [temporaryFolder(), temporaryFolder()];
  const { watches, heard } = watchesOf();
  watches.arm({ steps: [], folders: [before] });
  writeFileSync(join(before, 'early'), '');
  watches.arm({ steps: [], folders: [after] });
  writeFileSync(join(before, 'late'), '');
  writeFileSync(join(after, 'counts'), '');
  await until(() => heard() > 0);
  expect(watches.counters).toEqual({ told: heard(), ignored: 0 });
});
