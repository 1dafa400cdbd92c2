import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../../src/rotation/swap/lock.ts';
import { recover } from '../../../src/rotation/swap/recover.ts';
import type { Recovered } from '../../../src/rotation/swap/swapped.ts';

/** Content of before, the longer one, so that new content written over it leaves a rest; and new content. */
export const OLD = `${'-'.repeat(63)}\n`.repeat(3000);
export const NEW = `${'+'.repeat(63)}\n`.repeat(2000);

/** A target in a folder of its own, and a rotation directory beside that. */
export interface SwapPlace {
  readonly folder: string;
  readonly target: string;
  readonly directory: string;
}

/** Makes one; with `isShared` another name of the file lies beside it, so that it is written in place. */
export function swapPlace(parent: string, name: string, isShared = false): SwapPlace {
  const folder = join(parent, name, 'certs');
  mkdirSync(folder, { recursive: true });
  const target = join(folder, 'bundle.pem');
  writeFileSync(target, OLD);
  if (isShared) linkSync(target, join(parent, name, 'other.pem'));
  return { folder, target, directory: join(parent, name, 'rotation') };
}

/** Which content is in the target: all of one, or something else. */
export function contentOf({ target }: SwapPlace): 'old' | 'new' | 'missing' | 'half' {
  if (!existsSync(target)) return 'missing';
  const text = readFileSync(target, 'utf8');
  return text === OLD ? 'old' : text === NEW ? 'new' : 'half';
}

/** What the next run finds out, and what it does then: it runs the hooks that are due, and is over. */
export async function nextRun({ directory, target }: SwapPlace): Promise<Recovered['state']> {
  const result = await withLock(directory, 'test', target, async () => {
    const recovered = await recover(directory, target);
    if (recovered.state === 'hooks_due') await recovered.swap.done();
    if (recovered.state === 'reload_due') await recovered.done();
    return recovered.state;
  });
  if (typeof result === 'string') return result;
  throw new Error(result.lockHeld);
}

/** Everything that lies where a finished run leaves nothing: beside the target, of locks and of journals. */
export function leftovers({ folder, directory }: SwapPlace): readonly string[] {
  const own = ['locks', 'journals'].map((name) => join(directory, name)).filter((path) => existsSync(path));
  return [
    ...readdirSync(folder).filter((name) => name !== 'bundle.pem'),
    ...own.flatMap((path) => readdirSync(path)),
  ];
}

/** The content of each backup. */
export function backupsOf({ directory }: SwapPlace): readonly string[] {
  const folder = join(directory, 'backups');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return names
    .map((each) => join(each.parentPath, each.name))
    .toSorted()
    .map((path) => readFileSync(path, 'utf8'));
}
