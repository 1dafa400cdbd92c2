import { LOCATION_LABELS, type Location } from '../../model/location.ts';

/** A location in one line: the path as it is, then the other labels by name, `/etc/app.jks, entry tomcat`. */
export function placeInWords(location: Location): string {
  return LOCATION_LABELS.flatMap((label) => {
    const value = location[label];
    if (value === undefined) return [];
    return label === 'path' ? [value] : [`${label.replaceAll('_', ' ')} ${value}`];
  }).join(', ');
}
