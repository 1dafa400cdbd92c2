import type { TrustReport } from '../model/trust-audit.ts';
import type { Family, Sample } from './family.ts';
import type { Snapshot } from './snapshot.ts';

/** A gauge about what the host trusts; without any series until the first audit has ended. */
export function aboutTrust(
  name: string,
  help: string,
  labels: readonly string[],
  samples: (audit: TrustReport) => Iterable<Sample>,
): Family<Snapshot> {
  return {
    name,
    help,
    type: 'gauge',
    labels,
    samples: ({ trust }) => (trust === undefined ? [] : samples(trust)),
  };
}
