import { resolveFilesSource } from './files-source-settings.ts';
import type { ConfigurableType, SourceSettings } from './source-settings.ts';
import type { SourceConfig } from './sources-schema.ts';

type Written<Type extends ConfigurableType> = Extract<SourceConfig, { type: Type }>;

/** What brings together what the file says of a source of each type and the defaults. */
const RESOLVERS: {
  readonly [Type in ConfigurableType]: (source: Written<Type>, interval: number) => SourceSettings<Type>;
} = {
  files: resolveFilesSource,
};

/**
 * Brings what the file says of a source and the defaults together.
 * @param interval Seconds, for a source that says nothing of it; a source's own is more exact than the flag, which
 * is about all that say nothing.
 */
export function resolveSource<Type extends ConfigurableType>(
  source: Written<Type>,
  interval: number,
): SourceSettings<Type> {
  const resolve = RESOLVERS[source.type];
  return resolve(source, interval);
}
