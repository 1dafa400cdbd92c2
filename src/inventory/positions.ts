import type { Location } from '../model/location.ts';
import { labelValue } from './label-value.ts';
import { locationKey } from './location-key.ts';

/** What has a place. */
interface Found {
  readonly location: Location;
}

/**
 * The position of each. What stands together at one location object, as sources give it, is counted among itself; a
 * name is looked up only where a location is met again. This is done for every certificate at every change.
 */
export function positionsOf<Kind extends Found>(
  found: readonly Kind[],
  nameOf: (found: Kind) => string,
): readonly number[] {
  const positions: number[] = [];
  const firstAt = new Map<string, number>();
  const again = new Map<string, Map<string, number>>();
  for (let start = 0; start < found.length; ) {
    const location = found[start]?.location ?? {};
    let end = start + 1;
    while (end < found.length && found[end]?.location === location) end++;
    const place = locationKey(location);
    const first = firstAt.get(place);
    if (first === undefined && end - start <= SHORT_RUN) {
      firstAt.set(place, start);
      countAmong(found, start, end, nameOf, positions);
    } else {
      const counts = again.get(place) ?? new Map<string, number>();
      again.set(place, counts);
      firstAt.set(place, first ?? start);
      // What stood here before was counted among itself, and is made up for.
      if (first !== undefined && counts.size === 0) {
        for (let index = first; found[index]?.location === found[first]?.location; index++) {
          const each = found[index];
          if (each === undefined) break;
          count(counts, labelValue(nameOf(each)));
        }
      }
      for (const each of found.slice(start, end)) positions.push(count(counts, labelValue(nameOf(each))));
    }
    start = end;
  }
  return positions;
}

/** Longer runs, such as a bundle of roots, are counted by name and not each against each. */
const SHORT_RUN = 4;

function countAmong<Kind extends Found>(
  found: readonly Kind[],
  start: number,
  end: number,
  nameOf: (found: Kind) => string,
  positions: number[],
): void {
  const names: string[] = [];
  for (let index = start; index < end; index++) {
    const each = found[index];
    if (each === undefined) continue;
    const name = labelValue(nameOf(each));
    let position = 0;
    for (const other of names) if (other === name) position++;
    names.push(name);
    positions.push(position);
  }
}

/** How often the name was there before. */
function count(counts: Map<string, number>, name: string): number {
  const position = counts.get(name) ?? 0;
  counts.set(name, position + 1);
  return position;
}
