import type { Config, FilesSourceSettings } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { readContainerInSteps } from '../formats/read-container.ts';
import type { Source } from '../model/source.ts';
import { createFilesSource, type FilesSourceOptions } from '../sources/files.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { ownEntry } from './own-entry.ts';

/** The hidden command of the child process that reads what lies on network mounts. */
export const READ_FILES_COMMAND = 'read-files';

/**
 * Makes the source that a configuration describes.
 * @param onFile Called for each file whose content was read.
 * @throws ConfigError where a pattern cannot be used.
 */
export function makeSource(
  settings: FilesSourceSettings,
  root: Config['root'],
  reader: CertificateReader,
  onFile: () => void = () => undefined,
): Source {
  const { name, interval, include, directories, exclude, regex, optional, maxFileBytes, timeout } = settings;
  const options: FilesSourceOptions = {
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
  };
  try {
    return createFilesSource(options);
  } catch (cause) {
    // Such as braces that stand for more paths than there can be.
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`source ${JSON.stringify(name)}: a pattern cannot be used: ${why}`, { cause });
  }
}
