import type { FilesSourceSettings } from './files-source-settings.ts';
import type { KeystoresSourceSettings } from './keystores-source-settings.ts';
import type { KubeconfigsSourceSettings } from './kubeconfigs-source-settings.ts';
import type { KubernetesSourceSettings } from './kubernetes-source-settings.ts';
import type { PresetSourceSettings } from './preset-source-settings.ts';

/** The settings of each type of source that can be configured, by the name of the type. */
export interface SourceSettingsByType {
  readonly files: FilesSourceSettings;
  readonly keystores: KeystoresSourceSettings;
  readonly kubeconfigs: KubeconfigsSourceSettings;
  readonly kubernetes: KubernetesSourceSettings;
  readonly preset: PresetSourceSettings;
}

/** The types of source that can be configured. */
export type ConfigurableType = keyof SourceSettingsByType;

/** A source as the program runs it; `Type` narrows it to one type. */
export type SourceSettings<Type extends ConfigurableType = ConfigurableType> = SourceSettingsByType[Type];
