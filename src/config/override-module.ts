import { type ModuleFileConfig, moduleSchema } from './handshake-schema.ts';
import { mistakes } from './issues.ts';
import { configKeys } from './keys.ts';

type Key = keyof ModuleFileConfig;

/** What is wrong with an option. */
export interface OptionMistake {
  /** The key as the configuration file has it. */
  readonly key: string;
  readonly message: string;
}

/** Options that make no sense beside each other: whoever gives the first gives up what the file says of the others. */
const REPLACES: readonly (readonly [given: Key, replaced: readonly Key[]])[] = [
  ['trust', ['ca_file']],
  ['ca_file', ['trust']],
  ['cert_file', ['key_file', 'key_passphrase_file']],
  ['proxy', ['no_proxy']],
];

/**
 * A module as the file has it, with options in the place of its own, which are written as in the file. Gives back the
 * mistakes where they cannot be used.
 */
export function overrideModule(
  written: ModuleFileConfig,
  options: Readonly<Record<string, unknown>>,
): ModuleFileConfig | readonly OptionMistake[] {
  const parsed = moduleSchema.safeParse(options);
  if (!parsed.success) {
    return mistakes(parsed.error.issues, options, configKeys(moduleSchema)).map(({ path, message }) => ({
      key: String(path[0] ?? ''),
      message,
    }));
  }
  const given = parsed.data;
  const replaced = new Set(REPLACES.flatMap(([key, others]) => (given[key] === undefined ? [] : others)));
  const merged = { ...without(written, replaced), ...given };
  const { min_version: least, max_version: most } = merged;
  if (least === undefined || most === undefined || least <= most) return merged;
  // Both cannot be given, or it would be a mistake: the one that is gives the other up.
  return without(merged, new Set([given.min_version === undefined ? 'min_version' : 'max_version']));
}

function without(module: ModuleFileConfig, keys: ReadonlySet<Key>): ModuleFileConfig {
  return Object.fromEntries(Object.entries(module).filter(([key]) => !keys.has(key as Key)));
}
