import type { Family } from './family.ts';
import type { Snapshot } from './snapshot.ts';

/** What was built, and what runs it. */
export interface BuildInfo {
  readonly version: string;
  /** The commit, or `unknown` where it was not built from one. */
  readonly revision: string;
  /** As `process.version` has it. */
  readonly nodeVersion: string;
}

const buildInfo: Family<Snapshot> = {
  name: 'tls_cert_exporter_build_info',
  help: 'The version of the exporter and of its runtime; always 1.',
  type: 'gauge',
  labels: ['version', 'revision', 'node_version'],
  *samples({ build }) {
    const labels = { version: build.version, revision: build.revision, node_version: build.nodeVersion };
    yield { labels, value: 1 };
  },
};

export const buildInfoFamilies: readonly Family<Snapshot>[] = [buildInfo];
