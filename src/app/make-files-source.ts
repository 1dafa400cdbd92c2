import type { FilesSourceSettings } from '../config/files-source-settings.ts';
import { readContainerInSteps } from '../formats/read-container.ts';
import type { Source } from '../model/source.ts';
import { createFilesSource } from '../sources/files.ts';
import { ownEntry } from './own-entry.ts';
import type { SourceMeans } from './source-means.ts';

/** The hidden command of the child process that reads what lies on network mounts. */
export const READ_FILES_COMMAND = 'read-files';

/** @throws Error where a pattern cannot be used. */
export function makeFilesSource(settings: FilesSourceSettings, means: SourceMeans): Source {
  const { name, interval, include, directories, exclude, regex, optional, maxFileBytes, timeout } = settings;
  const { root, reader, onFile } = means;
  return withUsablePatterns(() =>
    createFilesSource({
      name,
      interval,
      include,
      directories,
      exclude,
      regex,
      root,
      optional,
      maxFileBytes,
      readContainer: (bytes) => {
        onFile();
        return readContainerInSteps(bytes, reader);
      },
      remote: { entry: ownEntry(READ_FILES_COMMAND), timeout },
    }),
  );
}

/** Such as braces that stand for more paths than there can be: says that a pattern is what cannot be used. */
function withUsablePatterns(make: () => Source): Source {
  try {
    return make();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`a pattern cannot be used: ${why}`, { cause });
  }
}
