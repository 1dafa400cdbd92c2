import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import type { ConfigurableType, SourceSettings } from '../config/source-settings.ts';
import type { Source } from '../model/source.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { makeKeystoresSource } from './make-keystores-source.ts';
import { makeKubeconfigsSource } from './make-kubeconfigs-source.ts';
import { makeKubernetesSource } from './make-kubernetes-source.ts';
import { makeNamedSource } from './make-named-source.ts';
import { makePresetSource } from './make-preset-source.ts';
import type { SourceMeans } from './source-means.ts';

/** Makes a source of one type. Throws where its settings cannot be used, with the reason as message. */
type Factory<Type extends ConfigurableType> = (settings: SourceSettings<Type>, means: SourceMeans) => Source;

/** What makes a source of each type. */
const FACTORIES: { readonly [Type in ConfigurableType]: Factory<Type> } = {
  files: makeNamedSource,
  keystores: makeKeystoresSource,
  kubeconfigs: makeKubeconfigsSource,
  kubernetes: makeKubernetesSource,
  preset: makePresetSource,
};

/**
 * Makes the source that a configuration describes.
 * @param onFile Called for each file whose content was read.
 * @param warn Called with what the operator should know, though nothing fails for it.
 * @throws ConfigError where the settings cannot be used, with the name of the source.
 */
export function makeSource<Type extends ConfigurableType>(
  settings: SourceSettings<Type>,
  root: Config['root'],
  reader: CertificateReader,
  onFile: () => void = () => undefined,
  warn: (message: string) => void = () => undefined,
): Source {
  // The type that a source names is the one that its settings have; the compiler cannot follow that here.
  const make = FACTORIES[settings.type as Type];
  try {
    return make(settings, { root, reader, onFile, warn });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`source ${JSON.stringify(settings.name)}: ${why}`, { cause });
  }
}
