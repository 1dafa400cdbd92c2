import type { Shard } from '../model/shard.ts';
import { resolveFilesSource } from './files-source-settings.ts';
import { resolveKeystoresSource } from './keystores-source-settings.ts';
import { resolveKubeconfigsSource } from './kubeconfigs-source-settings.ts';
import { resolveKubernetesSource } from './kubernetes-source-settings.ts';
import { resolvePresetSource } from './preset-source-settings.ts';
import type { ConfigurableType, SourceSettings } from './source-settings.ts';
import type { SourceConfig } from './sources-schema.ts';

type Written<Type extends ConfigurableType> = Extract<SourceConfig, { type: Type }>;

/** What brings together what the file says of a source of each type and the defaults. */
const RESOLVERS: {
  readonly [Type in ConfigurableType]: (
    source: Written<Type>,
    interval: number,
    shard: Shard | undefined,
  ) => SourceSettings<Type>;
} = {
  files: resolveFilesSource,
  keystores: resolveKeystoresSource,
  kubeconfigs: resolveKubeconfigsSource,
  kubernetes: resolveKubernetesSource,
  preset: resolvePresetSource,
};

/**
 * Brings what the file says of a source and the defaults together.
 * @param interval Seconds, for a source that says nothing of it; a source's own is more exact than the flag, which
 * is about all that say nothing.
 * @param shard The share of this replica, for what it shares with others: files are each replica's own.
 */
export function resolveSource<Type extends ConfigurableType>(
  source: Written<Type>,
  interval: number,
  shard: Shard | undefined,
): SourceSettings<Type> {
  const resolve = RESOLVERS[source.type];
  return resolve(source, interval, shard);
}
