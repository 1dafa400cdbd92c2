import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
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

/** Removes the temporary files of a target whose process has ended, and says which. */
export function sweepTemporaries(folder: string, key: string): readonly string[] {
  const left = readdirSync(folder).filter((name) => {
    const [, of, owner = ''] = TEMPORARY.exec(name) ?? [];
    const process = parseIdentity(owner);
    return of === key && process !== undefined && livenessOf(process) === 'dead';
  });
  for (const name of left) rmSync(join(folder, name), { force: true });
  return left.map((name) => join(folder, name));
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
  const name = basename(path).slice(0, 100);
  return {
    locks: join(directory, 'locks'),
    journals: join(directory, 'journals'),
    backups: join(directory, 'backups', `${name}-${keyOf(path)}`),
  };
}

/** Makes the rotation directory: the exporter, which has no rights, reads the state in it and nothing else. */
export function makeFolders(directory: string, folders: readonly string[]): void {
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  for (const folder of folders) mkdirSync(folder, { recursive: true, mode: 0o700 });
}
