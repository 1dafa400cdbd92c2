import type { KubernetesObject } from '../../kubernetes/kubernetes-object.ts';
import { labelMetricName } from '../../model/object-label-name.ts';
import { textAt } from './field.ts';

/** The labels of an object that are wanted, under the names that the metric gives them; undefined where it has none. */
export function wantedLabels(
  object: KubernetesObject,
  wanted: readonly string[],
): Readonly<Record<string, string>> | undefined {
  let labels: Record<string, string> | undefined;
  for (const name of wanted) {
    const value = textAt(object.metadata.labels, name);
    if (value !== undefined) (labels ??= {})[labelMetricName(name)] = value;
  }
  return labels;
}
