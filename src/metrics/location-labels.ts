import type { Location, LocationLabel } from '../model/location.ts';

/**
 * The labels of a location in the order in which they are printed, whatever the order of its own keys. Those that do
 * not apply are undefined, so that all of them have one shape.
 */
export function locationLabels(location: Location): Record<LocationLabel, string | undefined> {
  return {
    path: location.path,
    entry: location.entry,
    object_kind: location.object_kind,
    object_namespace: location.object_namespace,
    object_name: location.object_name,
    object_key: location.object_key,
    target: location.target,
    module: location.module,
    address: location.address,
  };
}
