import type { Target } from '../model/handshake.ts';
import type { ModuleOptions } from '../model/handshake-module.ts';
import type { Shard } from '../model/shard.ts';
import type { ProbeSettings } from './probe-settings.ts';

/** The module that targets have where none is named; it exists without being configured. */
export const DEFAULT_MODULE = 'default';

/** Where further targets are listed, and the module that they have where nothing says otherwise. */
export interface TargetFileSettings {
  /** A path, or a path with `*` in its last part. */
  readonly path: string;
  readonly module: string;
}

/** An environment variable that lists targets, and the module that they have. */
export interface TargetVariableSettings {
  readonly variable: string;
  readonly module: string;
}

/** What is dialled for TLS handshakes, and how. */
export interface HandshakeSettings {
  /** Seconds from one attempt at a target to the next. */
  readonly interval: number;
  /** How many handshakes there may be at once. */
  readonly concurrency: number;
  /** How many connections may be waited for at once, beside those. */
  readonly waitingConnects: number;
  /** Seconds between attempts that failures in a row may grow to; undefined: they do not grow. */
  readonly maxBackoff: number | undefined;
  /** By name; `default` is always there. */
  readonly modules: ReadonlyMap<string, ModuleOptions>;
  /** Those of the configuration file itself. */
  readonly targets: readonly Target[];
  readonly targetFiles: readonly TargetFileSettings[];
  readonly targetVariables: readonly TargetVariableSettings[];
  /** Which of the targets this replica dials; undefined: all. */
  readonly shard: Shard | undefined;
  /** What others may have dialled by asking `/probe` for it. */
  readonly probe: ProbeSettings;
}
