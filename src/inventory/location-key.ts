import { LOCATION_LABELS, type Location } from '../model/location.ts';
import { labelValue } from './label-value.ts';

/**
 * One text per location as shown. Lengths are written out, so that no value can pass for two. An empty value is as
 * good as none: to Prometheus a label without a value is not there.
 */
export function locationKey(location: Location): string {
  const { path } = location;
  // A file is its path, and no text is made for it: this is asked for every certificate at every change.
  if (path !== undefined && isFile(location) && !path.startsWith(MANY)) return labelValue(path);
  if (location.object_kind && isObject(location)) return objectKey(location);
  let key = MANY;
  for (const label of LOCATION_LABELS) {
    const value = location[label];
    if (value === undefined || value === '') continue;
    const shown = labelValue(value);
    key += `${label}:${shown.length}:${shown};`;
  }
  return key;
}

/** How the keys begin that are not just a path. */
const MANY = '\0';

function isFile(location: Location): boolean {
  for (const label in location) {
    if (label !== 'path' && location[label as keyof Location]) return false;
  }
  return location.path !== '';
}

function isObject({ path, entry, target, module, address }: Location): boolean {
  return !path && !entry && !target && !module && !address;
}

/** The same for the key of a Kubernetes object, of which there are as many as of files. */
function objectKey({ object_kind, object_namespace, object_name, object_key }: Location): string {
  return `${MANY}${MANY}${part(object_kind)}${MANY}${part(object_namespace)}${MANY}${part(object_name)}${MANY}${part(object_key)}`;
}

/** No name in Kubernetes holds the separator; what does all the same is written otherwise. */
function part(value = ''): string {
  const shown = labelValue(value);
  return shown.includes(MANY) ? JSON.stringify(shown) : shown;
}
