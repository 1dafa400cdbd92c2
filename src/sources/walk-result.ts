import type { Finding } from '../model/problem.ts';
import type { BytePath } from './byte-path.ts';
import type { FileIdentity } from './file-identity.ts';
import type { Acceptance, PatternState } from './pattern-set.ts';

/** A file that was asked for, at one of the paths that lead to it. */
export interface Match {
  /** As matched, on the host. */
  readonly path: BytePath;
  /** Where this process opens it. */
  readonly file: BytePath;
  readonly identity: FileIdentity;
  readonly literal: boolean;
}

/** Something at a path that cannot be used. */
export interface Trouble {
  readonly path: BytePath;
  readonly finding: Finding;
}

/** A name that leads into a network mount: somebody else has to go on from here. */
export interface RemoteSpot {
  readonly path: BytePath;
  readonly mount: BytePath;
  readonly include: PatternState | undefined;
  readonly exclude: PatternState | undefined;
  readonly accepts: Acceptance | undefined;
}

/** What one walk found. */
export interface WalkResult {
  readonly matches: Match[];
  readonly troubles: Trouble[];
  readonly remote: RemoteSpot[];
  /** Whether everything that had to be listed could be. */
  complete: boolean;
  /** Indexes of patterns that something was found for. */
  readonly matched: Set<number>;
  /** Indexes of patterns that may match where this walk could not look; what is wrong there is told already. */
  readonly blocked: Set<number>;
}
