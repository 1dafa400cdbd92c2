import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { errorInWords } from './error-in-words.ts';
import type { LockHeld } from './lock-held.ts';
import { keyOf, makeFolders } from './own-names.ts';
import { identityText, livenessOf, ownIdentity, parseIdentity } from './process-identity.ts';
import { resolveTarget } from './resolve-target.ts';

/** How often the holder shows that it still runs, and after how long without that it counts as ended, in seconds. */
const BEAT = 10;
const LEASE = 60;

/** Two that begin in the same instant see each other and both step back; so often they try again. */
const TRIES = 20;
const LONGEST_PAUSE_MILLISECONDS = 25;

const NAME = /^([0-9a-f]{16})\.(\d+-\d+-[0-9a-f]{12})\.[0-9a-f]{8}\.lock$/;

interface Holder {
  readonly words: string;
}

/**
 * Does something with a target while no other run of this host may. Where another run has it, nothing is done.
 *
 * Each run has a lock file of its own name, which says whose it is: process id, start of the process, namespace. It
 * makes its file first and looks for others then, so of two runs at least one sees the other. A file is only ever
 * removed as that of an ended process, by a name that nobody takes again: there is no moment in which a lock that
 * has just been taken over can be taken for the dead one. A holder that cannot be looked at, in another container,
 * counts as ended once it has not touched its file for a minute, by the clock of the file system.
 *
 * @throws SwapError where the directory cannot be written to, and whatever `work` throws.
 */
export async function withLock<T>(
  directory: string,
  rotation: string,
  target: string,
  work: () => Promise<T>,
): Promise<T | LockHeld> {
  const resolved = resolveTarget(target);
  return holding(directory, keyOf('path' in resolved ? resolved.path : target), rotation, work);
}

/** The same for anything that a key stands for; `patience` is how many milliseconds to wait for the other to end. */
export async function holding<T>(
  directory: string,
  key: string,
  rotation: string,
  work: () => Promise<T> | T,
  patience = 0,
): Promise<T | LockHeld> {
  const lock = await take(directory, key, rotation, patience).catch((error: unknown) => {
    throw errorInWords(error, `no lock could be taken in ${directory}`);
  });
  if (typeof lock !== 'string') return lock;
  const beat = setInterval(() => showLife(lock, rotation), BEAT * 1000).unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(lock, { force: true });
  }
}

async function take(
  directory: string,
  key: string,
  rotation: string,
  patience: number,
): Promise<string | LockHeld> {
  const folder = join(directory, 'locks');
  makeFolders(directory, [folder]);
  const name = `${key}.${identityText(ownIdentity())}.${randomBytes(4).toString('hex')}.lock`;
  const since = performance.now();
  for (let tries = 1; ; tries += 1) {
    const other = holderOf(folder, key) ?? tryWith(folder, key, name, rotation);
    if (other === undefined) return join(folder, name);
    if (tries >= TRIES && performance.now() - since >= patience) return { lockHeld: other.words };
    await delay(Math.random() * LONGEST_PAUSE_MILLISECONDS);
  }
}

/** Takes it, or says who was there as well and steps back. */
function tryWith(folder: string, key: string, name: string, rotation: string): Holder | undefined {
  const path = join(folder, name);
  try {
    writeFileSync(path, contentOf(rotation), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // On a full disk the name is there without the content, and would shut this process out of its next try.
    rmSync(path, { force: true });
    throw error;
  }
  const other = holderOf(folder, key, name);
  if (other !== undefined) rmSync(path, { force: true });
  return other;
}

const contentOf = (rotation: string): string =>
  `${JSON.stringify({ rotation, pid: process.pid, seen: new Date().toISOString() })}\n`;

/**
 * Who else has it. Removes the files of those that have ended. Before there is a file of our own, whoever cannot be
 * looked at is passed over: only beside a new file can be told how old another is.
 */
function holderOf(folder: string, key: string, own?: string): Holder | undefined {
  for (const name of readdirSync(folder)) {
    const [, of, text = ''] = NAME.exec(name) ?? [];
    const owner = parseIdentity(text);
    if (of !== key || owner === undefined || name === own) continue;
    const path = join(folder, name);
    const liveness = livenessOf(owner);
    if (liveness === 'unknown' && own === undefined) continue;
    if (liveness === 'alive' || (liveness === 'unknown' && !isOver(path, join(folder, own ?? '')))) {
      return { words: inWords(path, owner.pid) };
    }
    rmSync(path, { force: true });
  }
  return undefined;
}

function isOver(path: string, own: string): boolean {
  try {
    return statSync(own).mtimeMs - statSync(path).mtimeMs > LEASE * 1000;
  } catch {
    // Gone meanwhile.
    return true;
  }
}

function inWords(path: string, pid: number): string {
  const about = `another run holds the lock ${path} (process ${pid}`;
  try {
    const { rotation, seen } = JSON.parse(readFileSync(path, 'utf8')) as { rotation: unknown; seen: unknown };
    return `${about}, rotation ${JSON.stringify(rotation)}, last seen ${String(seen)})`;
  } catch {
    return `${about})`;
  }
}

/** Writing moves the time of the file by the clock of its file system, whatever clock this host has. */
function showLife(path: string, rotation: string): void {
  try {
    writeFileSync(path, contentOf(rotation), { flag: 'r+' });
  } catch {
    // Taken over, because this process was stopped for a minute: there is nobody left to be told.
  }
}
