import { type PathSettings, resolvePaths } from './files-source-settings.ts';
import type { KubeconfigsSourceConfig } from './kubeconfigs-source-schema.ts';

/** A `kubeconfigs` source as the program runs it. */
export interface KubeconfigsSourceSettings extends PathSettings {
  readonly type: 'kubeconfigs';
  readonly name: string;
  /** Seconds between two collections. */
  readonly interval: number;
}

/** @param interval Seconds, for a source that says nothing of it. */
export function resolveKubeconfigsSource(
  source: KubeconfigsSourceConfig,
  interval: number,
): KubeconfigsSourceSettings {
  return {
    type: 'kubeconfigs',
    name: source.name,
    ...resolvePaths(source),
    interval: source.interval ?? interval,
  };
}
