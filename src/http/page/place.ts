import { LOCATION_LABELS, type Location } from '../../model/location.ts';

/**
 * A location in one line: the path as it is, an object as kubectl names it, then the other labels by name,
 * `/etc/app.jks, entry tomcat`, `Secret shop/www-tls, tls.crt`.
 */
export function placeInWords(location: Location): string {
  if (location.object_kind !== undefined && location.object_name !== undefined) {
    const { object_kind: kind, object_namespace: namespace, object_name: name, object_key: key } = location;
    const object = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
    return key === undefined ? object : `${object}, ${key}`;
  }
  return LOCATION_LABELS.flatMap((label) => {
    const value = location[label];
    if (value === undefined) return [];
    return label === 'path' ? [value] : [`${label.replaceAll('_', ' ')} ${value}`];
  }).join(', ');
}
