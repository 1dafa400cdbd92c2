import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { DEFAULT_EXCLUDE, DEFAULT_INCLUDE } from './default-places.ts';
import { type FilesSourceSettings, type KeystoreAccess, PATH_DEFAULTS } from './files-source-settings.ts';
import { presetOfFlag } from './preset-source-settings.ts';
import type { PresetName } from './presets.ts';
import { hasTargets, resolveHandshake } from './resolve-handshake.ts';
import { resolveSource } from './resolve-source.ts';
import { resolveRotation } from './rotation-settings.ts';
import type { FileConfig } from './schema.ts';
import { resolveShard, type WrittenShard } from './shard-settings.ts';
import { resolveTrust } from './trust-settings.ts';

/** What flags say; each overrides the file, except that the certificates of flags are a source of their own. */
export interface FlagSettings {
  readonly root?: string;
  readonly interval?: number;
  readonly directories?: readonly string[];
  readonly globs?: readonly string[];
  readonly presets?: readonly PresetName[];
  readonly regex?: RegExp;
  /** Whether keystores among these certificates are opened; by default they are a problem. */
  readonly opensKeystores?: boolean;
  /** Files of passphrases for them. */
  readonly passphraseFiles?: readonly string[];
  /** Kubeconfigs among these certificates. */
  readonly kubeconfigs?: readonly string[];
  readonly listen?: readonly string[];
  readonly systemdSocket?: boolean;
  readonly webConfigFile?: string;
  readonly externalUrl?: string;
  readonly shard?: WrittenShard;
  readonly logLevel?: Config['log']['level'];
  readonly logFormat?: Config['log']['format'];
}

/** What holds where neither the file nor a flag says otherwise. */
export const DEFAULTS = {
  interval: 60,
  ...PATH_DEFAULTS,
  listen: [':9201'],
  logLevel: 'info',
  logFormat: 'logfmt',
} as const;

/**
 * Brings the file (undefined where there is none), the flags and the defaults together.
 * @throws ConfigError where the share of this replica cannot be told from its name, or two sources have one name
 */
export function resolveConfig(file: FileConfig | undefined, flags: FlagSettings): Config {
  const interval = flags.interval ?? file?.scan.interval ?? DEFAULTS.interval;
  const common = { type: 'files', interval, ...PATH_DEFAULTS } as const;

  const written = flags.shard ?? file?.shard;
  const shard = written && resolveShard(written);

  const fromFile = (file?.sources ?? []).map((source) => resolveSource(source, interval, shard));
  const named = [flags.directories, flags.globs, flags.kubeconfigs].some((paths) => (paths ?? []).length > 0);
  const fromFlags: FilesSourceSettings = {
    ...common,
    name: 'flags',
    include: flags.globs ?? [],
    directories: flags.directories ?? [],
    exclude: [],
    regex: flags.regex,
    optional: false,
    keystores: keystoresOf(flags),
    ...(flags.kubeconfigs !== undefined && { kubeconfigs: flags.kubeconfigs }),
  };
  const fromDefaults: FilesSourceSettings = {
    ...common,
    name: 'default',
    include: DEFAULT_INCLUDE,
    directories: [],
    exclude: DEFAULT_EXCLUDE,
    regex: flags.regex,
    optional: true,
    keystores: keystoresOf(flags),
  };

  const fromPresets = [...new Set(flags.presets)].map((preset) => presetOfFlag(preset, interval));
  for (const { name } of fromPresets) {
    if (fromFile.some((source) => source.name === name)) {
      throw new ConfigError(`--preset ${name}: the configuration file has a source of this name already`);
    }
  }
  const sources = [...fromFile, ...fromPresets, ...(named ? [fromFlags] : [])];
  // A prober of far hosts, beside Prometheus perhaps, has no business with the files of the one it runs on.
  const isSilent =
    file?.sources === undefined && !(file?.handshake !== undefined && hasTargets(file.handshake));
  const looksAtDefaults = sources.length === 0 && isSilent;
  return {
    root: rootOrNothing(flags.root ?? file?.root),
    sources: looksAtDefaults ? [fromDefaults] : sources,
    handshake: file?.handshake && resolveHandshake(file.handshake, shard),
    // Whoever has not said what to look at is told of the roots of his host as well.
    trust: file?.trust !== undefined || looksAtDefaults ? resolveTrust(file?.trust) : undefined,
    rotation: resolveRotation(file?.rotation, file?.rotation_directory),
    web: {
      listen: flags.listen ?? file?.web.listen ?? DEFAULTS.listen,
      systemdSocket: flags.systemdSocket,
      configFile: flags.webConfigFile,
      externalUrl: flags.externalUrl,
    },
    log: {
      level: flags.logLevel ?? file?.log.level ?? DEFAULTS.logLevel,
      format: flags.logFormat ?? file?.log.format ?? DEFAULTS.logFormat,
    },
  };
}

function keystoresOf({ opensKeystores, passphraseFiles: files }: FlagSettings): KeystoreAccess | undefined {
  if (opensKeystores !== true) return undefined;
  return { passphrases: files?.map((path) => ({ kind: 'file', path })) };
}

/** `/` as root is the file system itself. */
function rootOrNothing(root: string | undefined): string | undefined {
  const trimmed = root?.replace(/\/+$/, '');
  return trimmed === '' ? undefined : trimmed;
}
