import type { PassphraseOrigin } from '../model/passphrase-origin.ts';
import { type PathSettings, resolvePaths } from './files-source-settings.ts';
import type { KeystoresSourceConfig } from './keystores-source-schema.ts';

/** A `keystores` source as the program runs it. */
export interface KeystoresSourceSettings extends PathSettings {
  readonly type: 'keystores';
  readonly name: string;
  /** In the order in which they are tried; undefined where nobody said any. */
  readonly passphrases: readonly PassphraseOrigin[] | undefined;
  /** Seconds between two collections. */
  readonly interval: number;
}

/** @param interval Seconds, for a source that says nothing of it. */
export function resolveKeystoresSource(
  source: KeystoresSourceConfig,
  interval: number,
): KeystoresSourceSettings {
  return {
    type: 'keystores',
    name: source.name,
    ...resolvePaths(source),
    passphrases: source.passphrases,
    interval: source.interval ?? interval,
  };
}
