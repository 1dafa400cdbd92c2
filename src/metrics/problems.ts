import { locationKey } from '../inventory/location-key.ts';
import type { SourceState } from '../model/inventory.ts';
import { LOCATION_LABELS, type Location } from '../model/location.ts';
import { PROBLEM_REASONS, type Problem, type ProblemReason } from '../model/problem.ts';
import type { ItemFamily, ItemSubject } from './family.ts';
import { locationLabels } from './location-labels.ts';
import { smallest } from './smallest.ts';

/** The most `tls_cert_problem` series of one source. Its counts by reason stay whole. */
export const MAX_PROBLEM_SERIES = 100;

/** How often one reason exists at one place. */
export interface PlaceProblem {
  readonly location: Location;
  readonly reason: ProblemReason;
  readonly count: number;
}

const problem: ItemFamily<PlaceProblem> = {
  name: 'tls_cert_problem',
  help: 'How many problems of this reason exist now at this place; at most 100 series a source.',
  type: 'gauge',
  labels: ['source', ...LOCATION_LABELS, 'reason'],
  value: ({ count }) => count,
};

/** The places with problems, those that are shown. */
export const problems: ItemSubject<SourceState, PlaceProblem> = {
  families: [problem],
  contents: (state) => state.problems,
  items: (state) => shownProblems(state.problems),
  sharedLabels: ({ location, reason }, { source }) => ({
    source,
    ...locationLabels(location),
    reason,
  }),
};

/**
 * At most a hundred places. The reasons take turns, so that ten thousand unreadable files do not hide the one that
 * is malformed; within a reason it is the order of the places as text. The choice does not depend on the order in
 * which the problems were found, so it is the same from one collection to the next.
 */
export function shownProblems(found: readonly Problem[]): PlaceProblem[] {
  const byReason = PROBLEM_REASONS.map((reason) =>
    smallest(
      places(found, reason),
      MAX_PROBLEM_SERIES,
      (left, right) => Number(left.key > right.key) - Number(left.key < right.key),
    ),
  );
  const shown: PlaceProblem[] = [];
  for (let turn = 0; turn < MAX_PROBLEM_SERIES; turn += 1) {
    for (const ofReason of byReason) {
      const next = ofReason[turn];
      if (next !== undefined && shown.length < MAX_PROBLEM_SERIES) shown.push(next);
    }
  }
  return shown;
}

interface Place extends PlaceProblem {
  readonly key: string;
  count: number;
}

/** The places where a reason exists. Places that look alike as labels are one place, and their counts one count. */
function places(found: readonly Problem[], reason: ProblemReason): Iterable<Place> {
  const known = new Map<string, Place>();
  for (const each of found) {
    if (each.reason !== reason) continue;
    const key = locationKey(each.location);
    const place = known.get(key);
    const { location, count = 1 } = each;
    if (place === undefined) known.set(key, { location, reason, count, key });
    else place.count += count;
  }
  return known.values();
}
