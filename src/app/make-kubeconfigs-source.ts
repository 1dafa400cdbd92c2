import type { KubeconfigsSourceSettings } from '../config/kubeconfigs-source-settings.ts';
import { readContainerInSteps } from '../formats/read-container.ts';
import type { Source } from '../model/source.ts';
import { createKubeconfigsSource } from '../sources/kubeconfigs.ts';
import { pathOptions, withUsablePatterns } from './make-files-source.ts';
import type { SourceMeans } from './source-means.ts';

/** @throws Error where a pattern cannot be used. */
export function makeKubeconfigsSource(
  settings: Omit<KubeconfigsSourceSettings, 'type'> & { readonly mayBeAbsent?: boolean },
  means: SourceMeans,
): Source {
  const { reader, onFile } = means;
  const { mayBeAbsent } = settings;
  let format: typeof import('../formats/kubeconfig.ts');
  const source = withUsablePatterns(() =>
    createKubeconfigsSource({
      ...pathOptions(settings, means),
      mayBeAbsent,
      readKubeconfig: (bytes) => {
        onFile();
        return format.readKubeconfigInSteps(bytes, reader);
      },
      readContainer: (bytes) => readContainerInSteps(bytes, reader),
    }),
  );
  return {
    ...source,
    collect: async (signal) => {
      // YAML with it, which nobody else needs: loaded for whoever has kubeconfigs.
      format = await import('../formats/kubeconfig.ts');
      return source.collect(signal);
    },
  };
}
