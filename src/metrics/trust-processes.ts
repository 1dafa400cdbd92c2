import { labelValue } from '../inventory/label-value.ts';
import { aboutTrust } from './about-trust.ts';
import type { Family } from './family.ts';
import type { Snapshot } from './snapshot.ts';

const staleProcesses = aboutTrust(
  'tls_trust_stale_processes',
  'How many processes started before the content of their bundle last changed, by runtime and by what has to be restarted.',
  ['runtime', 'unit'],
  ({ processes }) =>
    (processes?.looked ?? []).map(({ runtime, unit }) => ({
      labels: { runtime, unit: labelValue(unit) },
      value: (processes?.stale ?? [])
        .filter((stale) => stale.runtime === runtime && stale.unit === unit)
        .reduce((sum, { pids }) => sum + pids.length, 0),
    })),
);

/** Who runs with the roots of before, by what has to be restarted; 0 for those that were looked at and are up to date. */
export const trustProcessFamilies: readonly Family<Snapshot>[] = [staleProcesses];
