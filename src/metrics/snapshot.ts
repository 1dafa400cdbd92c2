import type { Inventory } from '../model/inventory.ts';
import type { TrustReport } from '../model/trust-audit.ts';
import type { BuildInfo } from './build-info.ts';
import type { OwnMetric } from './process.ts';
import type { ReloadStatus } from './reload.ts';
import type { ShownRotation } from './rotation.ts';

/** Everything that is rendered anew for each scrape. */
export interface Snapshot {
  /** The inventory that the kept text was made of, so that one scrape never speaks of two. */
  readonly inventory: Inventory;
  /** Undefined until the first audit has ended, and where none is asked for. */
  readonly trust?: TrustReport | undefined;
  /** Seconds between two audits; undefined where none is asked for. */
  readonly trustInterval?: number | undefined;
  /** Every configured rotation. */
  readonly rotations?: readonly ShownRotation[];
  readonly build: BuildInfo;
  readonly reload: ReloadStatus;
  readonly process: readonly OwnMetric[];
}
