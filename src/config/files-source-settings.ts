import type { PassphraseOrigin } from '../model/passphrase-origin.ts';
import type { FilesSourceConfig } from './files-source-schema.ts';

/** What holds for every source of files where the file does not say otherwise. */
export const PATH_DEFAULTS = { timeout: 10, maxFileBytes: 16 * 1024 * 1024 } as const;

/** Which files a source takes, and what limits the reading of them. */
export interface PathSettings {
  /** Paths and globs, absolute, as seen on the host. */
  readonly include: readonly string[];
  /** Folders that are read with everything below. */
  readonly directories: readonly string[];
  readonly exclude: readonly string[];
  /** Only whole paths that match are taken. */
  readonly regex: RegExp | undefined;
  /** Seconds after which what lies on a network mount is given up for this collection. */
  readonly timeout: number;
  /** Larger files are a problem and not read. */
  readonly maxFileBytes: number;
}

/** A `files` source as the program runs it. */
export interface FilesSourceSettings extends PathSettings {
  readonly type: 'files';
  readonly name: string;
  /** Seconds between two collections. */
  readonly interval: number;
  /** True for places that may well not exist: what is missing or may not be read is then no problem. */
  readonly optional: boolean;
  /** How keystores among the files are opened; undefined: they are a problem. */
  readonly keystores?: KeystoreAccess | undefined;
  /** Paths of kubeconfigs that are read beside the files, as what they are. */
  readonly kubeconfigs?: readonly string[] | undefined;
}

/** By what keystores are opened. */
export interface KeystoreAccess {
  /** In the order in which they are tried; undefined where nobody said any. */
  readonly passphrases: readonly PassphraseOrigin[] | undefined;
}

/** @param interval Seconds, for a source that says nothing of it. */
export function resolveFilesSource(source: FilesSourceConfig, interval: number): FilesSourceSettings {
  return {
    type: 'files',
    name: source.name,
    ...resolvePaths(source),
    interval: source.interval ?? interval,
    optional: false,
  };
}

/** The part of a source that names files, with the defaults. */
export function resolvePaths(
  source: Pick<
    FilesSourceConfig,
    'include' | 'directories' | 'exclude' | 'regex' | 'timeout' | 'max_file_bytes'
  >,
): PathSettings {
  return {
    include: source.include,
    directories: source.directories,
    exclude: source.exclude,
    regex: source.regex,
    timeout: source.timeout ?? PATH_DEFAULTS.timeout,
    maxFileBytes: source.max_file_bytes ?? PATH_DEFAULTS.maxFileBytes,
  };
}
