import { chmodSync, chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programMissing, runProgram } from '../../support/programs.ts';
import { rootMissing } from '../../support/root-missing.ts';
import { type MountedResult, swapUnderMounts } from '../../support/rotation/mounted.ts';
import { swapped } from '../../support/rotation/opened.ts';
import { contentOf, leftovers, NEW, type SwapPlace, swapPlace } from '../../support/rotation/swap-place.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const place = (): SwapPlace => swapPlace(temporaryFolder(), 'host');

/** The extended attributes of a file as the system has them; Node.js has no calls for them, Python has. */
function attributesOf(path: string): Record<string, string> {
  const script =
    'import json,os,sys;p=sys.argv[1];print(json.dumps({n:os.getxattr(p,n).hex() for n in os.listxattr(p)}))';
  return JSON.parse(runProgram('python3', ['-c', script, path]).stdout) as Record<string, string>;
}

function setAttribute(path: string, name: string, hex: string): void {
  const script = 'import os,sys;os.setxattr(sys.argv[1],sys.argv[2],bytes.fromhex(sys.argv[3]))';
  const { status, stderr } = runProgram('python3', ['-c', script, path, name, hex]);
  if (status !== 0) throw new Error(stderr);
}

describe('the new file has what the old one had', () => {
  it.each([0o444, 0o640, 0o600, 0o664])('the mode %o', async (mode) => {
    const own = place();
    chmodSync(own.target, mode);
    await (await swapped(own, NEW)).done();
    expect(statSync(own.target).mode & 0o7777).toBe(mode);
    expect(contentOf(own)).toBe('new');
  });

  it.skipIf(rootMissing('change owners'))('the owner and the group', async () => {
    const own = place();
    chownSync(own.target, 12_345, 23_456);
    chmodSync(own.target, 0o2640);
    await (await swapped(own, NEW)).done();
    const { uid, gid, mode } = statSync(own.target);
    expect([uid, gid, mode & 0o7777]).toEqual([12_345, 23_456, 0o2640]);
  });

  it.skipIf(rootMissing('set attributes') || programMissing('python3'))(
    'extended attributes, the access control list and the SELinux label',
    async () => {
      const own = place();
      setAttribute(own.target, 'user.origin', '01ff');
      // As acl(5) lays them out: owner rw, user 65534 r, group -, mask r, others -.
      const list =
        '02000000' +
        [
          '01000600ffffffff',
          '02000400feff0000',
          '04000000ffffffff',
          '10000400ffffffff',
          '20000000ffffffff',
        ].join('');
      setAttribute(own.target, 'system.posix_acl_access', list);
      setAttribute(
        own.target,
        'security.selinux',
        Buffer.from('system_u:object_r:cert_t:s0\0').toString('hex'),
      );
      const before = attributesOf(own.target);
      expect(Object.keys(before).toSorted()).toEqual([
        'security.selinux',
        'system.posix_acl_access',
        'user.origin',
      ]);
      const swap = await swapped(own, NEW);
      expect(contentOf(own)).toBe('new');
      expect(attributesOf(own.target)).toEqual(before);
      expect(statSync(own.target).mode & 0o7777).toBe(0o640);
      await swap.restore();
      expect(attributesOf(own.target)).toEqual(before);
      await swap.done();
    },
  );
});

describe('where that cannot be', () => {
  it.skipIf(rootMissing('change owners') || programMissing('setpriv'))(
    'nothing is replaced: the owner, as a user who is not root',
    () => {
      const own = place();
      for (const folder of [join(own.folder, '..'), own.folder]) chmodSync(folder, 0o777);
      const order = JSON.stringify({ target: own.target, directory: own.directory, content: NEW });
      const entry = join(import.meta.dirname, '../../support/rotation/swap-entry.ts');
      const user = ['--reuid=65534', '--regid=65534', '--clear-groups'];
      const { stdout } = runProgram('setpriv', [...user, process.execPath, entry, order]);
      expect(JSON.parse(stdout)).toEqual({
        failed: `the new file could not be given the owner of ${own.target}, 0:0 (EPERM): run as root or as that user`,
      });
      expect(contentOf(own)).toBe('old');
      expect(leftovers(own)).toEqual([]);
    },
  );

  // In a mount namespace of its own the swap finds another program where the host's cp is.
  const withCp = (own: SwapPlace, script: string): MountedResult => {
    const cp = join(own.folder, '../cp');
    writeFileSync(cp, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const order = { target: own.target, directory: own.directory, content: NEW };
    return swapUnderMounts(`mount --bind ${cp} "$(readlink -f "$(command -v cp)")"`, order);
  };
  const cannotMount = rootMissing('mount files') || programMissing('unshare') || programMissing('mount');

  it.skipIf(cannotMount)('it is told: attributes, where cp is not that of GNU', () => {
    const own = place();
    // What the cp of BusyBox says.
    const { report } = withCp(own, `echo "cp: unrecognized option '--attributes-only'" >&2; exit 1`);
    expect(report).toMatchObject({
      way: 'rename',
      notes: [expect.stringContaining('they are not kept: there is no cp of GNU coreutils here') as string],
    });
    expect(contentOf(own)).toBe('new');
  });

  it.skipIf(cannotMount)('nothing is replaced: attributes, where cp fails or is ended', () => {
    for (const [script, why] of [
      [
        `echo "cp: setting attribute 'user.x': No space left on device" >&2; exit 1`,
        'No space left on device',
      ],
      ['kill -KILL $$', 'cp ended with SIGKILL'],
    ] as const) {
      const own = place();
      expect(withCp(own, script).report).toEqual({
        failed: expect.stringMatching(
          `^the extended attributes of .* could not be kept: .*${why}$`,
        ) as string,
      });
      expect(contentOf(own)).toBe('old');
      expect(leftovers(own)).toEqual([]);
    }
  });
});
