import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { replaceFile, syncFolder } from './durable-file.ts';
import { foldersOf, keyOf, temporaryIn } from './own-names.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const schema = z.strictObject({
  version: z.literal(1),
  rotation: z.string(),
  path: z.string(),
  way: z.enum(['rename', 'in_place']),
  /** `restoring` from the moment on in which it was decided to put back what was there. */
  phase: z.enum(['swapping', 'restoring']),
  /** Of a copy, or another name of the content of before; undefined where there was no file. */
  backup: z.string().optional(),
  sha256Before: hash.optional(),
  sha256After: hash,
  backups: z.int().nonnegative(),
  startedAt: z.number(),
});

/**
 * What a run is about to do with a target, written down before it begins and removed after everything: the content
 * of the target then says how far it came.
 */
export type Journal = z.output<typeof schema>;

const placeOf = (directory: string, path: string): string =>
  join(foldersOf(directory, path).journals, `${keyOf(path)}.json`);

/** Down to the disk, before anything else is touched. */
export function writeJournal(directory: string, journal: Journal): void {
  const place = placeOf(directory, journal.path);
  const temporary = temporaryIn(dirname(place), keyOf(journal.path));
  replaceFile(place, temporary, Buffer.from(`${JSON.stringify(journal)}\n`), () => undefined);
}

/** Undefined where no run is unfinished; `unreadable` where there is a file that this version cannot use. */
export function readJournal(directory: string, path: string): Journal | 'unreadable' | undefined {
  let text: string;
  try {
    text = readFileSync(placeOf(directory, path), 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'unreadable';
  }
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success && parsed.data.path === path ? parsed.data : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/** The run is over. */
export function removeJournal(directory: string, path: string): void {
  const place = placeOf(directory, path);
  rmSync(place, { force: true });
  dropContent(directory, path);
  syncFolder(dirname(place));
}

/** Keeps what is going to be written in place, so that half of it can be told from what somebody else has written. */
export function writeContent(directory: string, path: string, bytes: Buffer): void {
  const place = contentPlace(directory, path);
  replaceFile(place, temporaryIn(dirname(place), keyOf(path)), bytes, () => undefined);
}

/** Of a run that is over, or that had not come to its journal. */
export function dropContent(directory: string, path: string): void {
  rmSync(contentPlace(directory, path), { force: true });
}

/** Undefined where none is kept. */
export function readContent(directory: string, path: string): Buffer | undefined {
  try {
    return readFileSync(contentPlace(directory, path));
  } catch {
    return undefined;
  }
}

const contentPlace = (directory: string, path: string): string =>
  join(foldersOf(directory, path).journals, `${keyOf(path)}.content`);
