import type { KeystoresSourceSettings } from '../config/keystores-source-settings.ts';
import type { Source } from '../model/source.ts';
import { createKeystoresSource, KEYSTORE_NAMES, NO_KEYSTORE } from '../sources/keystores/keystores.ts';
import { pathOptions, withUsablePatterns } from './make-files-source.ts';
import type { SourceMeans } from './source-means.ts';

/** @throws Error where a pattern cannot be used, or a passphrase's environment variable is not set. */
export function makeKeystoresSource(settings: KeystoresSourceSettings, means: SourceMeans): Source {
  const { passphrases, timeout } = settings;
  for (const origin of passphrases ?? []) {
    if (origin.kind !== 'environment' || process.env[origin.name] !== undefined) continue;
    throw new Error(`the environment variable ${origin.name} of a passphrase is not set`);
  }
  return withUsablePatterns(() =>
    createKeystoresSource({
      ...pathOptions(settings, means),
      type: 'keystores',
      passphrases,
      reader: means.reader,
      openTimeout: timeout,
      expectedNames: KEYSTORE_NAMES,
      onKeystore: means.onFile,
      readContainer: async () => NO_KEYSTORE,
    }),
  );
}
