import type { BytePath } from './byte-path.ts';
import type { FileIdentity } from './file-identity.ts';
import type { FilesSettings } from './files-settings.ts';
import type { Acceptance } from './pattern-set.ts';
import type { FreshFile } from './read-matches.ts';
import type { Match, Trouble } from './walk-result.ts';

/** The one message to a child process: look at these names. Both sides build the same patterns from the settings. */
export interface RemoteRequest {
  readonly settings: FilesSettings;
  readonly spots: readonly {
    readonly path: BytePath;
    /** Positions in the patterns. */
    readonly include: readonly number[];
    readonly exclude: readonly number[];
    readonly accepts: Acceptance | undefined;
  }[];
  /** Files that need not be read while they are what they were. */
  readonly known: readonly FileIdentity[];
}

/** What the child found, at the end. */
export interface RemoteFindings {
  readonly matches: readonly Match[];
  readonly troubles: readonly Trouble[];
  readonly complete: boolean;
  readonly matched: readonly number[];
  readonly blocked: readonly number[];
}

/** What a child process says. Each of these shows that it is not held up. */
export type RemoteMessage =
  | { readonly kind: 'alive' }
  | { readonly kind: 'file'; readonly file: FreshFile }
  | { readonly kind: 'done'; readonly findings: RemoteFindings };
