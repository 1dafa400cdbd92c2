import type { LogFormat, LogLevel } from '../log/levels.ts';
import type { HandshakeSettings } from './handshake-settings.ts';
import type { RotationConfig } from './rotation-settings.ts';
import type { SourceSettings } from './source-settings.ts';
import type { TrustSettings } from './trust-settings.ts';

/** Everything that the program needs to know to run, from file, flags and defaults together. */
export interface Config {
  /** The folder where the host's file system is mounted; undefined where it is the file system itself. */
  readonly root: string | undefined;
  readonly sources: readonly SourceSettings[];
  /** Undefined where the configuration says nothing of handshakes. */
  readonly handshake: HandshakeSettings | undefined;
  /** Undefined where nobody asked for an audit of what the host trusts. */
  readonly trust: TrustSettings | undefined;
  /** What `rotate` does; the exporter only shows what came of it. */
  readonly rotation: RotationConfig;
  readonly web: {
    readonly listen: readonly string[];
    /** Serve on the sockets that systemd hands over, and on no address. */
    readonly systemdSocket?: boolean | undefined;
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
