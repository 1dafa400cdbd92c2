import { boundedTest } from '../matching/bounded-expression.ts';
import type { BytePath } from './byte-path.ts';
import type { Wanted } from './folder-plan.ts';
import { parseExclude, parsePath, parsePattern, parseTree } from './glob-pattern.ts';
import { PatternSet } from './pattern-set.ts';

/** What a `files` source looks for. Plain data: it is sent to child processes as well. */
export interface FilesSettings {
  /** Paths, and globs in fast-glob's language, absolute and as seen on the host. */
  readonly include: readonly string[];
  /** Paths in which no character is special, as their bytes. */
  readonly paths?: readonly BytePath[] | undefined;
  /** Folders that are read with everything below them; a file among them is read like any other. */
  readonly directories?: readonly string[] | undefined;
  /**
   * Globs of what is left out. A folder that is left out is not entered. They hold for the path as matched and for
   * what it resolves to; one that does not begin with `/` holds at every depth.
   */
  readonly exclude?: readonly string[] | undefined;
  /** Only files whose whole path, as printed, matches somewhere are taken. */
  readonly regex?: RegExp | undefined;
  /** The folder where the host's file system is mounted. Paths and links are the host's; none leads out of it. */
  readonly root?: string | undefined;
  /** The places may well not be there: never `not_found`, `no_match` or `permission_denied`. */
  readonly optional?: boolean | undefined;
  /** What matches nothing is no problem; what is there and cannot be used still is. */
  readonly mayBeAbsent?: boolean | undefined;
  /** Larger files are `too_large` and not read. Default 16 MiB. */
  readonly maxFileBytes?: number | undefined;
}

export const DEFAULT_MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * The patterns in a form in which they can be walked; the same for the same settings in every process.
 * @throws SyntaxError where one of them cannot be matched in bounded time, which configuration says before.
 */
export function wantedBy(settings: FilesSettings): Wanted {
  const { include, paths = [], directories = [], exclude = [], regex, optional = false } = settings;
  return {
    includes: new PatternSet([
      ...include.map((text) => parsePattern(text)),
      ...paths.map((path) => parsePath(path)),
      ...directories.map((text) => parseTree(text)),
    ]),
    excludes: new PatternSet(exclude.map((text) => parseExclude(text))),
    regex: regex && boundedTest(regex),
    optional,
  };
}
