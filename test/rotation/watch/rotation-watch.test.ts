import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';
import { copying, startWatch, watchedSettings } from '../../support/watching.ts';

const put = (path: string, content: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
};
/** As editors and package managers do it. */
const replace = (path: string, content: string): void => {
  put(`${path}.new`, content);
  renameSync(`${path}.new`, path);
};
const relink = (path: string, to: string): void => {
  symlinkSync(to, `${path}.tmp`);
  renameSync(`${path}.tmp`, path);
};
const EVENT_OF = { run: 'watch', first: 'command' } as const;

/** Each: how the content is laid out under a root, where it is read, and how it is changed then. */
const CHANGES: [string, (root: string) => { origin: string; change: () => void }][] = [
  [
    'written into',
    (root) => {
      put(join(root, 'in/ca.pem'), 'old');
      return { origin: join(root, 'in/ca.pem'), change: () => put(join(root, 'in/ca.pem'), 'new') };
    },
  ],
  [
    'renamed over',
    (root) => {
      put(join(root, 'in/ca.pem'), 'old');
      return { origin: join(root, 'in/ca.pem'), change: () => replace(join(root, 'in/ca.pem'), 'new') };
    },
  ],
  [
    'removed and made again',
    (root) => {
      const origin = join(root, 'in/ca.pem');
      put(origin, 'old');
      return {
        origin,
        change: () => {
          unlinkSync(origin);
          put(origin, 'new');
        },
      };
    },
  ],
  [
    'in a folder that another takes the place of',
    (root) => {
      put(join(root, 'in/ca.pem'), 'old');
      put(join(root, 'next/ca.pem'), 'new');
      return {
        origin: join(root, 'in/ca.pem'),
        change: () => {
          renameSync(join(root, 'in'), join(root, 'before'));
          renameSync(join(root, 'next'), join(root, 'in'));
        },
      };
    },
  ],
  [
    'behind a link that is retargeted',
    (root) => {
      put(join(root, 'v1/ca.pem'), 'old');
      put(join(root, 'v2/ca.pem'), 'new');
      mkdirSync(join(root, 'in'));
      symlinkSync(join(root, 'v1/ca.pem'), join(root, 'in/ca.pem'));
      return {
        origin: join(root, 'in/ca.pem'),
        change: () => relink(join(root, 'in/ca.pem'), '../v2/ca.pem'),
      };
    },
  ],
  [
    'written into behind two links',
    (root) => {
      put(join(root, 'far/ca.pem'), 'old');
      mkdirSync(join(root, 'in'));
      symlinkSync('far', join(root, 'near'));
      symlinkSync('../near/ca.pem', join(root, 'in/ca.pem'));
      return { origin: join(root, 'in/ca.pem'), change: () => replace(join(root, 'far/ca.pem'), 'new') };
    },
  ],
  [
    'in a Kubernetes volume whose ..data is swapped',
    (root) => {
      put(join(root, 'in/..2026_01/ca.pem'), 'old');
      symlinkSync('..2026_01', join(root, 'in/..data'));
      symlinkSync('..data/ca.pem', join(root, 'in/ca.pem'));
      return {
        origin: join(root, 'in/ca.pem'),
        change: () => {
          put(join(root, 'in/..2026_02/ca.pem'), 'new');
          symlinkSync('..2026_02', join(root, 'in/..data_tmp'));
          renameSync(join(root, 'in/..data_tmp'), join(root, 'in/..data'));
          rmSync(join(root, 'in/..2026_01'), { recursive: true });
        },
      };
    },
  ],
  [
    'not there at first, nor its folders',
    (root) => ({
      origin: join(root, 'in/deep/ca.pem'),
      change: () => put(join(root, 'in/deep/ca.pem'), 'new'),
    }),
  ],
];

describe('content that is', () => {
  it.each(CHANGES)('%s makes a run, by events alone', async (_, layOut) => {
    const root = temporaryFolder();
    const { origin, change } = layOut(root);
    const settings = watchedSettings(origin, join(root, 'out/ca.pem'));
    put(settings.target.path, '');
    await using watching = await startWatch(settings, copying(settings));
    change();
    await until(() => readFileSync(settings.target.path, 'utf8') === 'new');
    await watching.idle();
    expect(watching.triggers[0]).toBe(EVENT_OF.first);
    expect(new Set(watching.triggers.slice(1))).toEqual(new Set([EVENT_OF.run]));
  });

  it('in a folder of anchors, new, changed or taken away, makes a run', async () => {
    const root = temporaryFolder();
    const folder = join(root, 'anchors');
    put(join(folder, 'a.pem'), 'a');
    const settings = watchedSettings(folder, join(root, 'out/ca.pem'), 'folder');
    put(settings.target.path, '');
    await using watching = await startWatch(settings, copying(settings));
    const holds = async (content: string): Promise<void> =>
      until(() => readFileSync(settings.target.path, 'utf8') === content);
    await holds('a');
    put(join(folder, 'b.crt'), 'b');
    await holds('ab');
    replace(join(folder, 'a.pem'), 'A');
    await holds('Ab');
    unlinkSync(join(folder, 'b.crt'));
    await holds('A');
    await watching.idle();
    const { runs } = watching.watch.counters;
    put(join(folder, 'notes.txt'), 'nothing of importance');
    await watching.idle();
    expect(watching.watch.counters.runs).toBe(runs);
  });
});

describe('nothing of its own wakes it', () => {
  it('neither the swap nor the record, nor temporary files beside its content', async () => {
    const root = temporaryFolder();
    const folder = join(root, 'anchors');
    put(join(folder, 'a.pem'), 'a');
    // The target stands in the folder that is watched, under a name that is no content.
    const settings = watchedSettings(folder, join(folder, 'bundle'), 'folder');
    put(settings.target.path, '');
    const run = copying(settings, () => put(join(root, 'rotation/record.jsonl'), 'one more line'));
    await using watching = await startWatch(settings, run);
    await watching.idle();
    const own = join(folder, '.tls-rotation-0123456789abcdef-1-2-0123456789ab-01234567.tmp');
    for (let count = 0; count < 100; count++) writeFileSync(own, String(count));
    // An event that does count comes after those that do not: whatever was to be heard has been heard then.
    const { told } = watching.watch.watches.counters;
    put(join(folder, 'notes.txt'), 'x');
    await until(() => watching.watch.watches.counters.told > told);
    await watching.idle();
    expect(watching.watch.watches.counters.ignored).toBeGreaterThan(0);
    expect(watching.watch.counters.runs).toBe(1);
    for (let poll = 0; poll < 50; poll++) await watching.poll();
    expect(watching.watch.counters.runs).toBe(1);
  });

  it('content that is written again as it was makes no run', async () => {
    const root = temporaryFolder();
    const settings = watchedSettings(join(root, 'in/ca.pem'), join(root, 'out/ca.pem'));
    put(settings.origin.type === 'file' ? settings.origin.path : '', 'same');
    put(settings.target.path, '');
    await using watching = await startWatch(settings, copying(settings));
    await watching.idle();
    for (let count = 0; count < 20; count++) replace(join(root, 'in/ca.pem'), 'same');
    await watching.poll();
    await watching.idle();
    expect(watching.watch.counters.runs).toBe(1);
    expect(watching.watch.counters.looks).toBeGreaterThan(1);
  });
});

describe('a storm', () => {
  it('of thousands of writes, renames, links and ..data swaps makes few runs, and the last content is there', async () => {
    const root = temporaryFolder();
    const volume = join(root, 'in');
    put(join(volume, '..v0/ca.pem'), 'v0');
    symlinkSync('..v0', join(volume, '..data'));
    symlinkSync('..data/ca.pem', join(volume, 'ca.pem'));
    const settings = watchedSettings(join(volume, 'ca.pem'), join(root, 'out/ca.pem'));
    put(settings.target.path, '');
    await using watching = await startWatch(settings, copying(settings));
    const ROUNDS = 2000;
    for (let round = 1; round <= ROUNDS; round++) {
      put(join(volume, `..v${round}/ca.pem`), `half of v${round}`);
      relink(join(volume, '..data'), `..v${round}`);
      put(join(volume, `..v${round}/ca.pem`), `v${round}`);
      rmSync(join(volume, `..v${round - 1}`), { recursive: true });
      put(join(volume, `noise-${round % 50}.pem`), String(round));
      if (round % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => readFileSync(settings.target.path, 'utf8') === `v${ROUNDS}`);
    await watching.idle();
    const { runs, looks } = watching.watch.counters;
    // A run is after a quiet time at the earliest, so time bounds them, and not the events.
    expect(runs).toBeLessThanOrEqual(2 + watching.quietTimes() / 2);
    expect(runs).toBeLessThan(ROUNDS / 10);
    expect(looks).toBeLessThan(ROUNDS);
    const { told } = watching.watch.watches.counters;
    expect(told).toBeGreaterThan(runs);
  });
});

describe('where events get lost', () => {
  it('a poll finds the change', async () => {
    const root = temporaryFolder();
    const settings = watchedSettings(join(root, 'in/ca.pem'), join(root, 'out/ca.pem'));
    put(join(root, 'in/ca.pem'), 'old');
    put(settings.target.path, '');
    await using watching = await startWatch(settings, copying(settings));
    await watching.idle();
    // As on a network mount: the watch is there, and nothing ever comes of it.
    watching.watch.watches.close();
    replace(join(root, 'in/ca.pem'), 'new');
    await watching.poll();
    await until(() => readFileSync(settings.target.path, 'utf8') === 'new');
    await watching.idle();
    expect(watching.triggers).toEqual(['command', 'poll']);
  });
});

describe('a target that somebody else writes', () => {
  it('is put right at the next poll, and no sooner: he may do it again and again', async () => {
    const root = temporaryFolder();
    const settings = watchedSettings(join(root, 'in/ca.pem'), join(root, 'out/ca.pem'));
    put(join(root, 'in/ca.pem'), 'ours');
    put(settings.target.path, '');
    await using watching = await startWatch(settings, copying(settings));
    await watching.idle();
    replace(settings.target.path, 'theirs');
    await until(() => watching.watch.watches.counters.told > 0);
    await watching.idle();
    expect(watching.watch.counters.runs).toBe(1);
    watching.pass(180);
    await watching.poll();
    await until(() => readFileSync(settings.target.path, 'utf8') === 'ours');
  });
});

describe('the end', () => {
  it('waits for the run that is under way', async () => {
    const root = temporaryFolder();
    const settings = watchedSettings(join(root, 'in/ca.pem'), join(root, 'out/ca.pem'));
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    let ended = false;
    const run = async () => {
      begun.resolve();
      await finish.promise;
      ended = true;
      return { result: 'rotated', targetSha256: undefined } as const;
    };
    const watching = await startWatch(settings, run, { awaitFirst: false });
    await begun.promise;
    const over = watching[Symbol.asyncDispose]();
    expect(ended).toBe(false);
    finish.resolve();
    await over;
    expect(ended).toBe(true);
    expect(watching.watch.counters.runs).toBe(1);
  });

  it('comes at once where it waits', async () => {
    const root = temporaryFolder();
    const settings = watchedSettings(join(root, 'in/ca.pem'), join(root, 'out/ca.pem'));
    const watching = await startWatch(settings, copying(settings));
    await watching.idle();
    await watching[Symbol.asyncDispose]();
    expect(watching.watch.counters.runs).toBe(1);
  });
});
