import type { KubernetesObject } from '../../kubernetes/kubernetes-object.ts';
import type { Location } from '../../model/location.ts';

/** Where an object is: its kind, its namespace if it has one, and its name. */
export function placeOf(kind: string, { metadata: { namespace, name } }: KubernetesObject): Location {
  return namespace === undefined
    ? { object_kind: kind, object_name: name }
    : { object_kind: kind, object_namespace: namespace, object_name: name };
}
