import type { Certificate, Role } from './certificate.ts';
import type { ObjectFacts } from './kubernetes-facts.ts';
import type { Location } from './location.ts';
import type { Problem } from './problem.ts';
import type { RevocationList } from './revocation-list.ts';

/** The kinds of source that there are. */
export const SOURCE_TYPES = [
  'files',
  'keystores',
  'kubeconfigs',
  'kubernetes',
  'preset',
  'handshake',
] as const;

export type SourceType = (typeof SOURCE_TYPES)[number];

/** A certificate as a source found it. */
export interface FoundCertificate {
  readonly certificate: Certificate;
  readonly location: Location;
  /** Its place among the certificates of this location, from 0, in the order of the file. */
  readonly index: number;
  /** Only where the place decides the role and not the certificate: the first one served is always the leaf. */
  readonly role?: Role;
}

/** A revocation list as a source found it. */
export interface FoundRevocationList {
  readonly revocationList: RevocationList;
  readonly location: Location;
}

/**
 * What one collection of one source found. While nothing has changed a source gives back the *same* array
 * objects as before; that sameness is how the stages after it know that they have nothing to do.
 */
export interface Collection {
  readonly certificates: readonly FoundCertificate[];
  /** Left out where this kind of source has none. */
  readonly revocationLists?: readonly FoundRevocationList[];
  readonly problems: readonly Problem[];
  /** What Kubernetes objects say besides; left out where this kind of source has none. */
  readonly objects?: ObjectFacts;
  /** True when it could list everything that it was told to; one bad file does not lower it. */
  readonly complete: boolean;
}

/** A configured place where certificates are found. */
export interface Source {
  /** The `source` label; unique. */
  readonly name: string;
  readonly type: SourceType;
  /** Seconds between two collections. */
  readonly interval: number;
  /**
   * Collects once. Rejects only when `signal` aborts or for a bug: what is wrong with the input is a problem in
   * the result.
   */
  collect(signal: AbortSignal): Promise<Collection>;
  /** Lets go of what it holds (child processes, watchers). */
  close?(): Promise<void>;
}
