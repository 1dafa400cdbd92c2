import type { Config } from '../config/config.ts';
import { DURATION_EXPECTED, INTERVAL_EXPECTED, isInterval, parseDuration } from '../config/duration.ts';
import { compilePathRegex } from '../config/path-regex.ts';
import { PRESET_NAMES, type PresetName } from '../config/presets.ts';
import { DEFAULTS, type FlagSettings, resolveConfig } from '../config/resolve.ts';
import type { FileConfig } from '../config/schema.ts';
import { parseShard, SHARD_EXPECTED, WHOLE, type WrittenShard } from '../config/shard-settings.ts';
import { LOG_FORMATS, LOG_LEVELS } from '../log/levels.ts';
import { didYouMean } from '../model/closest.ts';
import type { Arguments, Flag } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Flags that say where certificates are looked for; `serve` and `check` share them. */
export const CERTIFICATE_FLAGS: readonly Flag[] = [
  { name: 'config.file', value: 'PATH', help: 'configuration file in YAML; flags win over it' },
  {
    name: 'preset',
    value: 'NAME',
    repeatable: true,
    help: `look where this keeps its certificates: ${PRESET_NAMES.join(', ')} (source="NAME")`,
  },
  {
    name: 'certificates-dir',
    value: 'DIR',
    repeatable: true,
    help: 'look at every file in this folder and below (source="flags")',
  },
  {
    name: 'certificates-glob',
    value: 'GLOB',
    repeatable: true,
    help: 'look at the files that match, such as "/etc/nginx/**/*.crt" (source="flags")',
  },
  {
    name: 'certificates-regex',
    value: 'REGEX',
    help: 'of those take only files in whose whole path this matches, such as ".*\\.crt$"',
  },
  {
    name: 'root',
    value: 'DIR',
    help: 'the file system to look at is mounted here: paths are meant, shown and links followed as if it were /',
  },
];

/** `serve` and `relay` share it. */
export const WEB_CONFIG_FLAG: Flag = {
  name: 'web.config.file',
  value: 'PATH',
  help: "TLS, client certificates and basic auth of what is served, in the exporter-toolkit's format",
};

/** Reads a duration flag in seconds. */
export function durationFlag(args: Arguments, flag: string): number | undefined {
  const text = args.value(flag);
  if (text === undefined) return undefined;
  const seconds = parseDuration(text);
  if (seconds === undefined)
    throw new UsageError(`--${flag}: expected ${DURATION_EXPECTED}, got ${JSON.stringify(text)}`);
  return seconds;
}

/** Reads a flag that takes one of a few words. */
export function choiceFlag<Choice extends string>(
  args: Arguments,
  flag: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = args.value(flag);
  if (text === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) {
    throw new UsageError(
      `--${flag}: expected ${choices.join(' or ')}, got ${JSON.stringify(text)}${didYouMean(text, choices)}`,
    );
  }
  return choice;
}

function intervalFlag(args: Arguments): number | undefined {
  const seconds = durationFlag(args, 'scan.interval');
  if (seconds !== undefined && !isInterval(seconds)) {
    throw new UsageError(`--scan.interval: ${INTERVAL_EXPECTED}`);
  }
  return seconds;
}

function regexFlag(args: Arguments): RegExp | undefined {
  const text = args.value('certificates-regex');
  const compiled = text === undefined ? undefined : compilePathRegex(text);
  if (compiled === undefined || compiled instanceof RegExp) return compiled;
  throw new UsageError(`--certificates-regex: expected a regular expression: ${compiled.invalid}`);
}

function shardFlag(args: Arguments): WrittenShard | undefined {
  const text = args.value('shard');
  if (text === undefined) return undefined;
  const shard = parseShard(text);
  if (shard !== undefined) return shard;
  throw new UsageError(`--shard: expected ${SHARD_EXPECTED}, got ${JSON.stringify(text)}`);
}

function presetName(text: string): PresetName {
  const name = PRESET_NAMES.find((candidate) => candidate === text);
  if (name !== undefined) return name;
  throw new UsageError(
    `--preset: expected ${PRESET_NAMES.join(' or ')}, got ${JSON.stringify(text)}${didYouMean(text, PRESET_NAMES)}`,
  );
}

function systemdSocketFlag(args: Arguments): boolean | undefined {
  if (!args.given('web.systemd-socket')) return undefined;
  if (args.given('web.listen-address')) {
    throw new UsageError('--web.systemd-socket: expected no --web.listen-address beside it');
  }
  return true;
}

function absolute(flag: string, path: string): string {
  if (path.startsWith('/')) return path;
  throw new UsageError(
    `--${flag}: expected an absolute path, one that begins with /, got ${JSON.stringify(path)}`,
  );
}

/** Everything that flags say about the configuration. */
export function flagSettings(args: Arguments): FlagSettings {
  const all = (flag: string) => args.values(flag)?.map((path) => absolute(flag, path));
  const root = args.value('root');
  return defined({
    root: root === undefined ? undefined : absolute('root', root),
    interval: intervalFlag(args),
    directories: all('certificates-dir'),
    globs: all('certificates-glob'),
    presets: args.values('preset')?.map(presetName),
    regex: regexFlag(args),
    listen: args.values('web.listen-address'),
    systemdSocket: systemdSocketFlag(args),
    webConfigFile: args.value(WEB_CONFIG_FLAG.name),
    externalUrl: args.value('web.external-url'),
    shard: shardFlag(args),
    logLevel: choiceFlag(args, 'log.level', LOG_LEVELS),
    logFormat: choiceFlag(args, 'log.format', LOG_FORMATS),
  });
}

/** Reads the configuration file, where one is named. Only then its format and its schema are loaded. */
export async function configFile(args: Arguments): Promise<FileConfig | undefined> {
  const path = args.value('config.file');
  if (path === undefined) return undefined;
  const { loadConfigFile } = await import('../config/load.ts');
  return loadConfigFile(path);
}

/**
 * Reads the configuration file, where one is named, and brings it together with the flags.
 * @param share Only a replica that serves has a share: whoever asks once wants to see the whole.
 */
export async function readConfig(
  args: Arguments,
  flags: FlagSettings = flagSettings(args),
  share: 'whole' | 'own' = 'whole',
): Promise<Config> {
  const file = await configFile(args);
  return resolveConfig(file, share === 'own' ? flags : { ...flags, shard: WHOLE });
}

/** Leaves out what is undefined, because a flag that was not given must not win over the file. */
function defined<Settings extends object>(
  settings: Settings,
): { [Key in keyof Settings]?: Exclude<Settings[Key], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Settings]?: Exclude<Settings[Key], undefined>;
  };
}

/** The default listen address, for help texts. */
export const DEFAULT_LISTEN = DEFAULTS.listen[0];
