import type { FilesSourceSettings } from '../config/files-source-settings.ts';
import type { Source } from '../model/source.ts';
import { createPresetSource } from '../sources/preset.ts';
import { makeFilesSource } from './make-files-source.ts';
import { makeKubeconfigsSource } from './make-kubeconfigs-source.ts';
import type { SourceMeans } from './source-means.ts';

/**
 * Files and, where an operator has named some among them, kubeconfigs, as one source.
 * @throws Error where a pattern cannot be used.
 */
export function makeNamedSource(settings: FilesSourceSettings, means: SourceMeans): Source {
  const { name, interval, include, directories, kubeconfigs = [] } = settings;
  if (kubeconfigs.length === 0) return makeFilesSource(settings, means);
  const parts = [makeKubeconfigsSource({ ...settings, include: [], directories: kubeconfigs }, means)];
  if (include.length + directories.length > 0) parts.unshift(makeFilesSource(settings, means));
  return { ...createPresetSource({ name, interval, parts, nothing: undefined }), type: 'files' };
}
