import { resolveFilesSource } from './files-source-settings.ts';
import type { SourceSettings } from './source-settings.ts';
import type { SourceConfig } from './sources-schema.ts';

/**
 * Brings what the file says of a source and the defaults together.
 * @param interval Seconds, for a source that says nothing of it; a source's own is more exact than the flag, which
 * is about all that say nothing.
 */
export function resolveSource(source: SourceConfig, interval: number): SourceSettings {
  switch (source.type) {
    case 'files':
      return resolveFilesSource(source, interval);
  }
}
