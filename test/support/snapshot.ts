import type { Snapshot } from '../../src/metrics/snapshot.ts';
import type { SourceState } from '../../src/model/inventory.ts';
import { inventoryOf } from './inventory.ts';

/** What a scrape is rendered from, with the same values each time. */
export function snapshotOf(...sources: SourceState[]): Snapshot {
  return {
    inventory: inventoryOf(...sources),
    build: { version: '1.2.3', revision: 'abcdef0', nodeVersion: 'v26.0.0' },
    reload: { successful: true, successTimestamp: 1_790_000_000.5 },
    process: [
      {
        name: 'process_cpu_seconds_total',
        help: 'Processor time.',
        type: 'counter',
        samples: [{ value: 1.25 }],
      },
    ],
  };
}
