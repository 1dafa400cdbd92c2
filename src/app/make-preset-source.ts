import type { PresetSourceSettings } from '../config/preset-source-settings.ts';
import { readContainerInSteps } from '../formats/read-container.ts';
import type { Source } from '../model/source.ts';
import { createFilesSource } from '../sources/files.ts';
import { createPresetSource } from '../sources/preset.ts';
import { pathOptions, withUsablePatterns } from './make-files-source.ts';
import { makeKubeconfigsSource } from './make-kubeconfigs-source.ts';
import type { SourceMeans } from './source-means.ts';

/** @throws Error where a pattern of its exclusions cannot be used. */
export function makePresetSource(settings: PresetSourceSettings, means: SourceMeans): Source {
  const { name, preset, interval, files, kubeconfigs } = settings;
  const { reader, onFile } = means;
  const places = [...files.include, ...kubeconfigs.include];
  const parts = [
    withUsablePatterns(() =>
      createFilesSource({
        ...pathOptions({ ...files, name, interval }, means),
        mayBeAbsent: true,
        readContainer: (bytes) => {
          onFile();
          return readContainerInSteps(bytes, reader);
        },
      }),
    ),
    ...(kubeconfigs.include.length === 0
      ? []
      : [makeKubeconfigsSource({ ...kubeconfigs, name, interval, mayBeAbsent: true }, means)]),
  ];
  const detail = `None of the places of the preset ${preset} is there: ${places.join(', ')}.`;
  return createPresetSource({ name, interval, parts, nothing: { reason: 'no_match', detail } });
}
