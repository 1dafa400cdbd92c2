import type { SourceState } from '../model/inventory.ts';
import { PROBLEM_REASONS, type Problem, type ProblemReason } from '../model/problem.ts';
import type { Family, Labels } from './family.ts';
import type { Snapshot } from './snapshot.ts';

/** A gauge with one value a source; one that is not known (yet) is left out. */
function perSource(
  name: string,
  help: string,
  value: (state: SourceState) => number | undefined,
  labels: (state: SourceState) => Labels = ({ source }) => ({ source }),
  labelNames: readonly string[] = ['source'],
): Family<Snapshot> {
  return {
    name,
    help,
    type: 'gauge',
    labels: labelNames,
    *samples({ inventory }) {
      for (const state of inventory.sources) {
        yield { labels: labels(state), value: value(state) ?? Number.NaN };
      }
    },
  };
}

const up = perSource(
  'tls_cert_source_up',
  '1 when the last collection could list everything that it was told to.',
  ({ lastCollection }) => lastCollection && Number(lastCollection.up),
  ({ source, type }) => ({ source, type }),
  ['source', 'type'],
);

const certificates = perSource(
  'tls_cert_source_certificates',
  'How many certificates the source has now.',
  (state) => state.lastCollection && state.certificates.length,
);

const problems: Family<Snapshot> = {
  name: 'tls_cert_source_problems',
  help: 'How many problems of each reason the source has now.',
  type: 'gauge',
  labels: ['source', 'reason'],
  *samples({ inventory }) {
    for (const state of inventory.sources) {
      const counts = countByReason(state.problems);
      for (const reason of PROBLEM_REASONS) {
        yield { labels: { source: state.source, reason }, value: counts.get(reason) ?? 0 };
      }
    }
  },
};

const lastCollect = perSource(
  'tls_cert_source_last_collect_timestamp_seconds',
  'When the last collection of the source ended, in Unix seconds.',
  ({ lastCollection }) => lastCollection?.timestamp,
);

const duration = perSource(
  'tls_cert_source_collect_duration_seconds',
  'How long the last collection of the source took.',
  ({ lastCollection }) => lastCollection?.duration,
);

const interval = perSource(
  'tls_cert_source_interval_seconds',
  'How often a collection of the source is due.',
  (state) => state.interval,
);

export const sourceFamilies: readonly Family<Snapshot>[] = [
  up,
  certificates,
  problems,
  lastCollect,
  duration,
  interval,
];

/** Counted once per array, however often it is scraped. */
const counted = new WeakMap<readonly Problem[], ReadonlyMap<ProblemReason, number>>();

function countByReason(found: readonly Problem[]): ReadonlyMap<ProblemReason, number> {
  const before = counted.get(found);
  if (before !== undefined) return before;
  const counts = new Map<ProblemReason, number>();
  for (const { reason, count = 1 } of found) counts.set(reason, (counts.get(reason) ?? 0) + count);
  counted.set(found, counts);
  return counts;
}
