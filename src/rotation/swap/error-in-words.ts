import { SwapError } from './swap-error.ts';

/** What an errno(3) means for somebody who wants a file replaced. */
const MEANINGS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: make room and run it again',
  EDQUOT: "the user's quota of the disk is used up: make room and run it again",
  EROFS: 'the file system is mounted read-only',
  EACCES: 'this user may not do that: run as root, or give the user the right to write in the folder',
  EPERM:
    'the system forbids it even to this user: look for chattr +i or +a, a sticky folder, or a security policy',
  EBUSY: 'it is mounted by itself, so that nothing can be renamed over it: mount its folder instead',
  EXDEV: 'it lies on another file system than its folder: mount its folder instead',
  ENOENT: 'a file or folder disappeared meanwhile',
  EEXIST: 'somebody else has put a file there meanwhile: run it again',
  EIO: 'the disk reports an error',
  EMFILE: 'this process has too many files open',
  ENFILE: 'the system has too many files open',
};

/** The error as a sentence: what could not be done, why, and what to do. */
export function errorInWords(error: unknown, what: string): SwapError {
  if (error instanceof SwapError) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const meaning = code === undefined ? undefined : MEANINGS[code];
  const why =
    meaning === undefined ? String(error instanceof Error ? error.message : error) : `${meaning} (${code})`;
  const where = path === undefined || what.includes(path) ? '' : `, at ${path}`;
  return new SwapError(`${what}${where}: ${why}`, { cause: error });
}
