import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { syncFolder } from './durable-file.ts';
import { identityText, livenessOf, ownIdentity, parseIdentity } from './process-identity.ts';

/** Names of ours beside a target; whoever watches a folder leaves them out. */
const TEMPORARY = /^\.tls-rotation-([0-9a-f]{16})-(\d+-\d+-[0-9a-f]{12})-[0-9a-f]{8}\.tmp$/;

/** Stands for a target in names: its resolved path, of any length and with any characters in it. */
export function keyOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

/** A name that no other process takes, in the folder of the file that it will replace. */
export function temporaryIn(folder: string, key: string): string {
  const random = randomBytes(4).toString('hex');
  return join(folder, `.tls-rotation-${key}-${identityText(ownIdentity())}-${random}.tmp`);
}

/** Whether a name in any folder is a temporary file of a rotation. */
export function isTemporaryName(name: string): boolean {
  return TEMPORARY.test(name);
}

/** A swap takes milliseconds; what is older was left by a process that has ended, wherever it ran. */
const OLD_MILLISECONDS = 3_600_000;

/** Removes the temporary files of a target whose process has ended, and says which. */
export function sweepTemporaries(folder: string, key: string): readonly string[] {
  const left = readdirSync(folder).filter((name) => {
    const [, of, owner = ''] = TEMPORARY.exec(name) ?? [];
    const process = parseIdentity(owner);
    if (of !== key || process === undefined) return false;
    const liveness = livenessOf(process);
    return liveness === 'dead' || (liveness === 'unknown' && isOld(join(folder, name)));
  });
  for (const name of left) rmSync(join(folder, name), { force: true });
  return left.map((name) => join(folder, name));
}

function isOld(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs > OLD_MILLISECONDS;
}

/** The folders of the rotation directory, each for one kind of thing. */
export interface RotationFolders {
  readonly locks: string;
  readonly journals: string;
  /** Of one target. */
  readonly backups: string;
}

/** Where things of a target lie. */
export function foldersOf(directory: string, path: string): RotationFolders {
  // A name has at most 255 bytes, and a character up to four.
  const name = basename(path).slice(0, 50);
  return {
    locks: join(directory, 'locks'),
    journals: join(directory, 'journals'),
    backups: join(directory, 'backups', `${name}-${keyOf(path)}`),
  };
}

/** Makes the rotation directory: the exporter, which has no rights, reads the state in it and nothing else. */
export function makeFolders(directory: string, folders: readonly string[]): void {
  // What the umask of an administrator takes away is given back, or the exporter would never see the state.
  makeFolder(directory, 0o755, (made) => chmodSync(made, 0o755));
  for (const folder of folders) makeFolder(folder, 0o700, () => undefined);
}

/** Makes a folder and those above it, down to the disk: after a power cut a journal counts only if it can be found. */
function makeFolder(folder: string, mode: number, finish: (made: string) => void): void {
  const first = mkdirSync(folder, { recursive: true, mode });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    finish(made);
    syncFolder(dirname(made));
  }
}
