import type { BigIntStats } from 'node:fs';
import type { BytePath } from './byte-path.ts';

/** Where a path leads to. */
export type Resolution =
  /** `path` has no symbolic link left in it where `links` says that they were followed one by one. */
  | { readonly kind: 'found'; readonly path: BytePath; readonly stats: BigIntStats }
  /** It leads into this network mount, which must not be touched from here. */
  | { readonly kind: 'remote'; readonly mount: BytePath }
  /** There is nothing; `dangling` where a symbolic link leads to nothing. */
  | { readonly kind: 'missing'; readonly dangling: boolean }
  | { readonly kind: 'failed'; readonly code: string };

/** Follows the names in a file system as far as this process may go without being held up. */
export interface PathResolver {
  /** Where the walk begins; '' is the root of the file system. */
  readonly root: Resolution;
  /** Whether the paths that it gives hold no symbolic links, so that two for the same thing are equal. */
  readonly resolvesLinks: boolean;
  /** Looks a name up in a folder that this resolver has found, and follows it where it is a symbolic link. */
  follow(folder: BytePath, name: BytePath): Resolution;
  /** The same where the listing said that the name is a plain file: one call in nearly every case. */
  followFile(folder: BytePath, name: BytePath): Resolution;
}
