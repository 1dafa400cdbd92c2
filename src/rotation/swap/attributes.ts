import { spawnSync } from 'node:child_process';
import { type BigIntStats, existsSync, fchmodSync, fchownSync } from 'node:fs';
import { errorWord } from '../../trust/audit/read-bounded.ts';
import { SwapError } from './swap-error.ts';

/** There on hosts whose kernel has SELinux switched on. */
const SELINUX = '/sys/fs/selinux/enforce';

/** Reading and writing a few attributes takes no time; a file system that hangs must not hang the run. */
const PATIENCE_MILLISECONDS = 30_000;

/** Where the programs of a host are, NixOS at the end; not what the caller's environment says. */
const PATH = '/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin';

/** How cp(1) other than GNU's says that it does not know `--attributes-only`. */
const NOT_GNU = /unrecognized|unknown|illegal|invalid option/i;

/**
 * Gives a new file, open for writing, what the one that it replaces has: owner, mode, access control list, extended
 * attributes and SELinux label. Node.js has no calls for the last three, so programs of the host do it: `cp` of
 * coreutils for the attributes, `chcon` for the label.
 *
 * @returns what could not be found out, one sentence each.
 * @throws SwapError where something is known to be lost.
 */
export function copyAttributes(
  from: string,
  stats: BigIntStats,
  to: string,
  descriptor: number,
): readonly string[] {
  try {
    fchownSync(descriptor, Number(stats.uid), Number(stats.gid));
  } catch (error) {
    throw new SwapError(
      `the new file could not be given the owner of ${from}, ${stats.uid}:${stats.gid} (${errorWord(error)}): run as root or as that user`,
      { cause: error },
    );
  }
  const notes = copyExtended(from, to);
  if (existsSync(SELINUX)) {
    const failed = run('chcon', [`--reference=${from}`, '--', to]);
    if (failed !== undefined)
      throw new SwapError(`the new file could not be given the SELinux label of ${from}: ${failed}`);
  }
  // Last, because a user who is not root could not open it for writing any more once it is 0444.
  fchmodSync(descriptor, Number(stats.mode & 0o7777n));
  return notes;
}

/** What a file has that replaces none: readable by everybody, with the label that the policy has for its place. */
export function giveDefaults(descriptor: number): readonly string[] {
  fchmodSync(descriptor, 0o644);
  return existsSync(SELINUX)
    ? ['a new file has the SELinux label of its folder: restorecon gives it its own']
    : [];
}

function copyExtended(from: string, to: string): readonly string[] {
  const failed = run('cp', ['--attributes-only', '--preserve=mode,xattr', '--', from, to]);
  if (failed === undefined) return [];
  const isMissing = failed.includes('ENOENT') || NOT_GNU.test(failed);
  if (!isMissing) throw new SwapError(`the extended attributes of ${from} could not be kept: ${failed}`);
  return [
    `whether ${from} has extended attributes or an access control list is not known, and they are not kept: there is no cp of GNU coreutils here`,
  ];
}

/** Undefined where it went well. */
function run(program: string, args: readonly string[]): string | undefined {
  const { status, signal, stderr, error } = spawnSync(program, args, {
    env: { PATH, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: PATIENCE_MILLISECONDS,
    maxBuffer: 64 * 1024,
  });
  if (error !== undefined) return `${program}: ${errorWord(error)}`;
  if (status === 0) return undefined;
  const said = stderr.toString('utf8').trim().split('\n')[0] ?? '';
  return said === '' ? `${program} ended with ${signal ?? `status ${status}`}` : said.slice(0, 500);
}
