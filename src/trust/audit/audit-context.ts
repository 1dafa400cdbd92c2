import type { CertificateReader } from '../../x509/certificate-reader.ts';
import type { ReferenceSet } from '../reference/reference-set.ts';
import type { Provenance } from './provenance.ts';
import type { SeenPaths } from './seen-paths.ts';

/** What the audit of every bundle of a host needs. */
export interface AuditContext {
  /** Where the host's root folder is; `/` for this one's. */
  readonly root: string;
  /** Unix seconds. */
  readonly now: number;
  readonly reader: CertificateReader;
  readonly provenance: Provenance;
  readonly reference: ReferenceSet;
  /** Fingerprints of anchors that are known to be the company's own. */
  readonly accepted: ReadonlySet<string>;
  /** Follows paths below the root, and remembers where it came by. */
  readonly seen: SeenPaths;
}
