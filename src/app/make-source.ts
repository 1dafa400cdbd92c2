import { fileURLToPath } from 'node:url';
import type { Config, FilesSourceSettings } from '../config/config.ts';
import { readContainerInSteps } from '../formats/read-container.ts';
import type { Source } from '../model/source.ts';
import { createFilesSource } from '../sources/files.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';

/** The hidden command of the child process that reads what lies on network mounts. */
export const READ_FILES_COMMAND = 'read-files';

/** What starts this program again: the bundled file in production, the sources in development. */
const ENTRY = process.argv[1] ?? fileURLToPath(import.meta.url);

/**
 * Makes the source that a configuration describes.
 * @param onFile Called for each file whose content was read.
 */
export function makeSource(
  settings: FilesSourceSettings,
  root: Config['root'],
  reader: CertificateReader,
  onFile: () => void = () => undefined,
): Source {
  const { name, interval, include, directories, exclude, regex, optional, maxFileBytes, timeout } = settings;
  return createFilesSource({
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
    remote: { entry: { file: ENTRY, args: [READ_FILES_COMMAND] }, timeout },
  });
}
