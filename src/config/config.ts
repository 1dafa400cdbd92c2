import type { LogFormat, LogLevel } from '../log/levels.ts';
import type { HandshakeSettings } from './handshake-settings.ts';
import type { TrustSettings } from './trust-settings.ts';

/** A `files` source as the program runs it. */
export interface FilesSourceSettings {
  readonly type: 'files';
  readonly name: string;
  /** Paths and globs, absolute, as seen on the host. */
  readonly include: readonly string[];
  /** Folders that are read with everything below. */
  readonly directories: readonly string[];
  readonly exclude: readonly string[];
  /** Only whole paths that match are taken. */
  readonly regex: RegExp | undefined;
  /** Seconds between two collections. */
  readonly interval: number;
  /** Seconds after which what lies on a network mount is given up for this collection. */
  readonly timeout: number;
  /** Larger files are a problem and not read. */
  readonly maxFileBytes: number;
  /** True for places that may well not exist: what is missing or may not be read is then no problem. */
  readonly optional: boolean;
}

/** Everything that the program needs to know to run, from file, flags and defaults together. */
export interface Config {
  /** The folder where the host's file system is mounted; undefined where it is the file system itself. */
  readonly root: string | undefined;
  readonly sources: readonly FilesSourceSettings[];
  /** Undefined where the configuration says nothing of handshakes. */
  readonly handshake: HandshakeSettings | undefined;
  /** Undefined where nobody asked for an audit of what the host trusts. */
  readonly trust: TrustSettings | undefined;
  readonly web: {
    readonly listen: readonly string[];
    /** Path of the file in the exporter-toolkit's format. */
    readonly configFile: string | undefined;
    /** The address under which people reach the page, where a proxy stands in front. */
    readonly externalUrl: string | undefined;
  };
  readonly log: {
    readonly level: LogLevel;
    readonly format: LogFormat;
  };
}
