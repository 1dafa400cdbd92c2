import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programMissing } from '../../support/programs.ts';
import { rootMissing } from '../../support/root-missing.ts';
import { swapUnderMounts } from '../../support/rotation/mounted.ts';
import type { SwapOrder } from '../../support/rotation/swap-order.ts';
import {
  backupsOf,
  contentOf,
  leftovers,
  NEW,
  OLD,
  type SwapPlace,
  swapPlace,
} from '../../support/rotation/swap-place.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const cannotMount = rootMissing('mount file systems') || programMissing('unshare') || programMissing('mount');

interface MountPlace extends SwapPlace {
  readonly parent: string;
  readonly order: (own?: Partial<SwapOrder>) => SwapOrder;
}

/** A target, and a folder beside it for what is mounted. */
function place(): MountPlace {
  const parent = temporaryFolder();
  const own = swapPlace(parent, 'host');
  mkdirSync(join(parent, 'other'));
  writeFileSync(join(parent, 'other/bundle.pem'), OLD);
  const order = (more: Partial<SwapOrder> = {}): SwapOrder => ({
    target: own.target,
    directory: own.directory,
    content: NEW,
    ...more,
  });
  return { ...own, parent, order };
}

describe.skipIf(cannotMount)('a file that is mounted by itself', () => {
  const bind = ({ parent, target }: MountPlace): string =>
    `mount --bind ${parent}/other/bundle.pem ${target}`;
  const see = ({ target }: MountPlace): string => `head -c 3 ${target}`;

  it('cannot be renamed over (EBUSY), and is refused with the reason', () => {
    const own = place();
    const rename = `touch ${own.folder}/x; mv ${own.folder}/x ${own.target} 2>&1 | grep -o 'resource busy'; rm -f ${own.folder}/x`;
    const { report, printed } = swapUnderMounts(bind(own), own.order(), `${rename}; ${see(own)}`);
    expect(report).toEqual({
      refused: expect.stringMatching(
        /is mounted by itself \(a bind mount of one file\).*or allow in_place/,
      ) as string,
    });
    expect(printed).toBe('resource busy\n---');
    expect(leftovers(own)).toEqual([]);
  });

  it('from another file system (EXDEV) is refused as well', () => {
    const own = place();
    const before = `mount -t tmpfs tmpfs ${own.parent}/other; cp ${own.target} ${own.parent}/other/; ${bind(own)}`;
    expect(swapUnderMounts(before, own.order()).report).toEqual({
      refused: expect.stringContaining('is mounted by itself') as string,
    });
  });

  it('is written in place where that is allowed, with a copy kept', () => {
    const own = place();
    const { report, printed } = swapUnderMounts(bind(own), own.order({ inPlace: true }), see(own));
    expect(report).toMatchObject({ way: 'in_place', recovered: 'nothing' });
    expect(printed).toBe('+++');
    expect(readFileSync(join(own.parent, 'other/bundle.pem'), 'utf8')).toBe(NEW);
    expect(contentOf(own)).toBe('old');
    expect(backupsOf(own)).toEqual([OLD]);
  });

  it('is refused where it may not be written either', () => {
    const own = place();
    const before = `${bind(own)}; mount -o remount,bind,ro ${own.target}`;
    expect(swapUnderMounts(before, own.order({ inPlace: true })).report).toEqual({
      refused: expect.stringContaining('is mounted read-only') as string,
    });
  });
});

describe.skipIf(cannotMount)('a Kubernetes volume', () => {
  it.each([
    ['subPath of a ConfigMap', 'volumes/kubernetes.io~configmap/roots/..2026_11_22_03_17_00.123456789'],
    ['subPath of a Secret on a tmpfs', '..2026_11_22_03_17_00.123456789'],
    ['subPath of another volume', 'volume-subpaths/roots/app/0'],
  ])('mounted by %s is refused, in place too', (_, folder) => {
    const own = place();
    const volume = join(own.parent, 'other', folder);
    mkdirSync(volume, { recursive: true });
    writeFileSync(join(volume, 'ca.crt'), OLD);
    const before = `mount --bind ${volume}/ca.crt ${own.target}`;
    for (const inPlace of [false, true]) {
      expect(swapUnderMounts(before, own.order({ inPlace })).report).toEqual({
        refused: expect.stringMatching(/mounted by subPath.*change the object/) as string,
      });
    }
  });

  it('mounted as a folder is refused by its mount, whatever its links look like', () => {
    const own = place();
    const volume = join(own.parent, 'other/pods/1/volumes/kubernetes.io~projected/roots');
    mkdirSync(volume, { recursive: true });
    writeFileSync(join(volume, 'bundle.pem'), OLD);
    expect(swapUnderMounts(`mount --bind ${volume} ${own.folder}`, own.order()).report).toEqual({
      refused: expect.stringContaining('lies in a Kubernetes volume') as string,
    });
  });
});

describe.skipIf(cannotMount)('a file system', () => {
  it('that is mounted read-only is refused, and a writable file in it is written where that is allowed', () => {
    const own = place();
    const before = `mount --bind ${own.folder} ${own.folder}; mount -o remount,bind,ro ${own.folder}`;
    expect(swapUnderMounts(before, own.order()).report).toEqual({
      refused: `${own.target} lies on a file system that is mounted read-only (for a service of systemd perhaps by ProtectSystem: name its folder in ReadWritePaths)`,
    });
    const writable = `${before}; mount --bind ${own.parent}/other/bundle.pem ${own.target}`;
    const { report } = swapUnderMounts(writable, own.order({ inPlace: true }));
    expect(report).toMatchObject({ way: 'in_place' });
    expect(readFileSync(join(own.parent, 'other/bundle.pem'), 'utf8')).toBe(NEW);
  });

  it('that is full fails, with the target as it was and nothing left behind', () => {
    const own = place();
    const before = [
      `mount -t tmpfs -o size=256k tmpfs ${own.folder}`,
      `cp ${own.parent}/other/bundle.pem ${own.target}`,
    ].join('\n');
    const { report, printed } = swapUnderMounts(
      before,
      own.order(),
      `ls -A ${own.folder}; head -c 3 ${own.target}`,
    );
    expect(report).toEqual({
      failed: expect.stringMatching(/bundle\.pem was not replaced.*the disk is full.*\(ENOSPC\)$/) as string,
    });
    expect(printed).toBe('bundle.pem\n---');
    expect([leftovers(own), backupsOf(own)]).toEqual([[], []]);
  });

  it('that is full where the record and the backups are fails before anything is touched', () => {
    const own = place();
    const before = [
      `mkdir ${own.directory}; mount -t tmpfs -o size=64k tmpfs ${own.directory}`,
      `dd if=/dev/zero of=${own.directory}/fill bs=1k count=64 2>/dev/null || true`,
    ].join('\n');
    const after = `ls -A ${own.directory}/locks`;
    const { report, printed } = swapUnderMounts(before, own.order(), after);
    expect(report).toEqual({ failed: expect.stringMatching(/the disk is full/) as string });
    expect(printed).toBe('');
    expect(contentOf(own)).toBe('old');
    expect(leftovers(own)).toEqual([]);
  });

  it('other than that of the rotation directory makes the backup a copy, and puts back what was there', () => {
    for (const way of ['done', 'restore'] as const) {
      const own = place();
      const before = `mount -t tmpfs -o size=4m tmpfs ${own.folder}; cp -p ${own.parent}/other/bundle.pem ${own.target}; chmod 640 ${own.target}`;
      const after = `head -c 3 ${own.target}; stat -c ' %a %h' ${own.target}; ls -A ${own.folder}`;
      const { report, printed } = swapUnderMounts(before, own.order({ way }), after);
      expect(report).toMatchObject({ way: 'rename', notes: [] });
      expect(printed).toBe(`${way === 'done' ? '+++' : '---'} 640 1\nbundle.pem`);
      expect(backupsOf(own)).toEqual(way === 'done' ? [OLD] : []);
    }
  });
});

describe.skipIf(cannotMount || programMissing('chattr'))('what is marked immutable', () => {
  // The loop device gives a file system that has the mark, whatever the one of the tests has.
  const image = ({ parent, folder, target }: MountPlace): string =>
    [
      `truncate -s 4M ${parent}/image; mkfs.ext4 -q ${parent}/image`,
      `mount -o loop ${parent}/image ${folder}`,
      `cp ${parent}/other/bundle.pem ${target}`,
    ].join('\n');

  it('as a file is refused, in place too', () => {
    const own = place();
    for (const inPlace of [false, true]) {
      const { report, printed } = swapUnderMounts(
        `${image(own)}\nchattr +i ${own.target}`,
        own.order({ inPlace }),
        `head -c 3 ${own.target}; umount ${own.folder}`,
      );
      expect(report).toEqual({ refused: `${own.target} is immutable: chattr -i allows it to be replaced` });
      expect(printed).toBe('---');
    }
  });

  it('as a folder is refused, and in place the file is written', () => {
    const own = place();
    const before = `${image(own)}\nchattr +i ${own.folder}`;
    const after = `head -c 3 ${own.target}; umount ${own.folder}`;
    const refused = swapUnderMounts(before, own.order(), after);
    expect(refused.report).toEqual({
      refused: expect.stringMatching(/which is immutable: chattr -i the folder, or allow in_place/) as string,
    });
    const written = swapUnderMounts(before, own.order({ inPlace: true }), after);
    expect(written.report).toMatchObject({ way: 'in_place' });
    expect(written.printed).toBe('+++');
  });

  it('as append-only fails with what to look for, and is left as it was', () => {
    const own = place();
    const before = `${image(own)}\nchattr +a ${own.target}`;
    const { report, printed } = swapUnderMounts(
      before,
      own.order(),
      `ls -A ${own.folder}; umount ${own.folder}`,
    );
    expect(report).toEqual({
      failed: expect.stringMatching(/was not replaced.*look for chattr \+i or \+a.*\(EPERM\)/) as string,
    });
    expect(printed.split('\n').filter((name) => name !== 'lost+found')).toEqual(['bundle.pem']);
  });
});
