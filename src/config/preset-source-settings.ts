import { PATH_DEFAULTS, type PathSettings } from './files-source-settings.ts';
import type { PresetSourceConfig } from './preset-source-schema.ts';
import { PRESETS, type PresetName } from './presets.ts';

/** A `preset` source as the program runs it: its places, of which some may not be there. */
export interface PresetSourceSettings {
  readonly type: 'preset';
  readonly name: string;
  readonly preset: PresetName;
  /** Seconds between two collections. */
  readonly interval: number;
  readonly files: PathSettings;
  readonly kubeconfigs: PathSettings;
}

/** @param interval Seconds, for a source that says nothing of it. */
export function resolvePresetSource(
  source: Omit<PresetSourceConfig, 'type'>,
  interval: number,
): PresetSourceSettings {
  const { name, preset, exclude, timeout } = source;
  const paths = (include: readonly string[]): PathSettings => ({
    ...PATH_DEFAULTS,
    timeout: timeout ?? PATH_DEFAULTS.timeout,
    include,
    directories: [],
    exclude,
    regex: undefined,
  });
  return {
    type: 'preset',
    name,
    preset,
    interval: source.interval ?? interval,
    files: paths(PRESETS[preset].files),
    kubeconfigs: paths(PRESETS[preset].kubeconfigs),
  };
}

/** The source of a preset that a flag names. */
export function presetOfFlag(preset: PresetName, interval: number): PresetSourceSettings {
  return resolvePresetSource({ name: preset, preset, exclude: [] }, interval);
}
