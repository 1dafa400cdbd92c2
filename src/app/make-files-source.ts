import type { FilesSourceSettings, PathSettings } from '../config/files-source-settings.ts';
import { readContainerInSteps } from '../formats/read-container.ts';
import type { Source } from '../model/source.ts';
import { createFilesSource, type FilesSourceOptions } from '../sources/files.ts';
import { ANY_NAMES, createKeystoresSource } from '../sources/keystores/keystores.ts';
import type { ReadContainer } from '../sources/read-matches.ts';
import { READ_FILES_COMMAND } from './child-commands.ts';
import { compileSoonFor } from './compile-soon.ts';
import { ownEntry } from './own-entry.ts';
import type { SourceMeans } from './source-means.ts';

/** @throws Error where a pattern cannot be used. */
export function makeFilesSource(settings: FilesSourceSettings, means: SourceMeans): Source {
  const { reader, onFile } = means;
  const { optional, keystores, timeout } = settings;
  const readContainer: ReadContainer = (bytes) => {
    onFile();
    return readContainerInSteps(bytes, reader);
  };
  const options = { ...pathOptions(settings, means), optional, readContainer };
  return withUsablePatterns(() => {
    if (keystores === undefined) return createFilesSource(options);
    const { passphrases } = keystores;
    return createKeystoresSource({
      ...options,
      type: 'files',
      reader,
      passphrases,
      openTimeout: timeout,
      expectedNames: ANY_NAMES,
      onKeystore: onFile,
    });
  });
}

/** What every source of files is made with. */
export function pathOptions(
  settings: PathSettings & Pick<FilesSourceSettings, 'name' | 'interval'>,
  { root }: SourceMeans,
): Omit<FilesSourceOptions, 'readContainer'> {
  const { name, interval, include, directories, exclude, regex, maxFileBytes, timeout } = settings;
  const remote = { entry: ownEntry(READ_FILES_COMMAND), timeout };
  const onFound = compileSoonFor;
  return { name, interval, include, directories, exclude, regex, root, maxFileBytes, remote, onFound };
}

/** Such as braces that stand for more paths than there can be: says that a pattern is what cannot be used. */
export function withUsablePatterns(make: () => Source): Source {
  try {
    return make();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`a pattern cannot be used: ${why}`, { cause });
  }
}
