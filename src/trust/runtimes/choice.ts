import type { Runtime, TrustLocation } from '../../model/trust.ts';
import type { HostFiles } from '../host/host-files.ts';
import type { Binaries } from '../host/libraries.ts';
import type { ParserName } from '../parsers/parsers.ts';

/** The variables of an environment, as of a process; those that are not set are missing. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The host as rules see it. */
export interface Surroundings {
  readonly host: HostFiles;
  readonly binaries: Binaries;
  /** Of the programs whose trust is asked for. */
  readonly environment: Environment;
}

/** A file or folder that a runtime takes anchors from, and how. */
export interface Place extends TrustLocation {
  readonly parser: ParserName;
  /**
   * Which names of a folder it reads: `hashed` those that OpenSSL's by_dir finds by a subject (`5ad8a5d6.0`, then `.1`
   * until one is missing), `hashed-any` those that its stores find, whatever their number, `distinct` all but links
   * to a neighbour, `all` every one. Default: `hashed`.
   */
  readonly names?: 'hashed' | 'hashed-any' | 'distinct' | 'all';
  /** The program fails as a whole where this gives it nothing; the others are done without. */
  readonly isNecessary?: boolean;
  /** Somebody has named it, by a variable or in a configuration: that it gives nothing is told. */
  readonly isNamed?: boolean;
  /** Looked at only where the places before it have given nothing. */
  readonly isFallback?: boolean;
}

/** What a rule decides for one installation. */
export interface Choice {
  /** A short stable word for what decided it. */
  readonly rule: string;
  readonly places: readonly Place[];
  /** A program or library that has anchors built in, as PEM among its bytes. */
  readonly builtIn?: string;
  /** A sentence for people, where there is something to know. */
  readonly detail?: string;
}

/** How one runtime picks its anchors. */
export interface RuntimeRule {
  readonly runtime: Runtime;
  /** Those found on the host; none where the runtime is not there. Nothing is run. */
  installations(surroundings: Surroundings): readonly string[];
  choose(installation: string, surroundings: Surroundings): Choice;
}

/** The installation of a runtime that is compiled into every program of the family. */
export const ANY_PROGRAM = 'any';

/** A file and how it is read. */
export function file(path: string, parser: ParserName, more: Partial<Place> = {}): Place {
  return { path, kind: 'file', parser, ...more };
}

/** A folder and how its files are read. */
export function folder(path: string, parser: ParserName, more: Partial<Place> = {}): Place {
  return { path, kind: 'folder', parser, ...more };
}

/** Both parts of a rule in one word: `ssl_cert_file+compiled_default`. Parts that are the same are said once. */
export function together(...parts: readonly string[]): string {
  return [...new Set(parts)].join('+');
}
