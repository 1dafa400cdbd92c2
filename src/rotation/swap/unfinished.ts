import { errorInWords } from './error-in-words.ts';
import type { Journal } from './journal.ts';
import { finish, forget, putBack } from './put-back.ts';
import type { Swapped } from './swapped.ts';

/** A swap that is done and whose run is not over, out of what the journal says of it; `isBack` where it was put back. */
export function unfinished(
  directory: string,
  journal: Journal,
  notes: readonly string[],
  isBack = false,
): Swapped {
  const { rotation, path, way, backup, sha256Before, sha256After, startedAt } = journal;
  let wasPutBack = isBack;
  let isWanted = false;
  return {
    rotation,
    path,
    way,
    backup,
    sha256Before,
    sha256After,
    startedAt,
    notes,
    restore: inWords(`what was there before could not be put back into ${path}`, () => {
      isWanted = true;
      putBack(directory, journal);
      wasPutBack = true;
    }),
    done: inWords(`the rotation of ${path} could not be finished`, () => {
      if (wasPutBack) forget(directory, journal);
      // Where it could not be put back, the backup is all that there is.
      else finish(directory, { path, backups: Math.max(journal.backups, isWanted ? 1 : 0) });
    }),
  };
}

/** As a promise that rejects with a SwapError alone. */
function inWords(what: string, act: () => void): () => Promise<void> {
  return async () => {
    try {
      act();
    } catch (error) {
      throw errorInWords(error, what);
    }
  };
}
