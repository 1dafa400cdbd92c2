import type { AuditedBundle, AuditFinding, TrustAudit } from '../../model/trust-audit.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { driftBetween } from '../drift/drift-between.ts';
import { type DriftPair, defaultPairs } from '../drift/drift-pairs.ts';
import { readReferenceSet } from '../reference/reference-set.ts';
import type { AuditContext } from './audit-context.ts';
import { type Audited, auditFile, unusable } from './audit-file.ts';
import { auditFolder } from './audit-folder.ts';
import { BUNDLE_FILES, BUNDLE_FOLDERS, JAVA_STORES } from './bundle-places.ts';
import type { HostPath } from './host-path.ts';
import { readProvenance } from './provenance.ts';
import { errorWord } from './read-bounded.ts';
import { SeenPaths } from './seen-paths.ts';
import { Turns } from './turns.ts';

/** What is audited on a host, and against what. */
export interface AuditOptions {
  /** Where the host's root folder is; `/` for this one's. */
  readonly root: string;
  /** Unix seconds. */
  readonly now: number;
  readonly reader: CertificateReader;
  /** Paths that somebody has named: missing ones are findings. */
  readonly bundles?: readonly string[];
  /** Paths that are audited where they exist, beside the distribution's. */
  readonly found?: readonly string[];
  readonly pairs?: readonly DriftPair[];
  /** Fingerprints of anchors that are known to be the company's own. */
  readonly accepted?: ReadonlySet<string>;
  /** Remembers what was come by; given where something was read before that belongs to the same look. */
  readonly seen?: SeenPaths;
}

/** Audits the bundles of a host and compares those that should agree. What is wrong is a finding, and throws nothing. */
export async function auditHost(options: AuditOptions): Promise<TrustAudit> {
  const { root, now, reader, pairs = [], accepted = new Set(), seen = new SeenPaths(root) } = options;
  const turns = new Turns();
  const reference = readReferenceSet(reader);
  const provenance = await readProvenance(seen, reader, turns);
  const context = { root, now, reader, provenance, reference, accepted, seen };
  const audited = await auditPlaces(options, context, turns);
  const byPath = new Map(audited.map((each) => [each.bundle.path, each]));
  const named = pairs.filter(({ left, right }) => byPath.has(left) && byPath.has(right));
  const drift = [...named, ...defaultPairs(audited).filter((pair) => !hasPair(named, pair))].map(
    ({ left, right }) =>
      driftBetween(
        { path: left, anchors: anchorsOf(byPath, left) },
        { path: right, anchors: anchorsOf(byPath, right) },
      ),
  );
  const subjects = new Map(reference.subjects);
  for (const { anchors } of audited) {
    for (const [fingerprint, { certificate }] of anchors) subjects.set(fingerprint, certificate.subject);
  }
  const bundles = audited.map((each) => withFindings(each, javaFindings(each, audited)));
  const { anchors, timestamp, distrustTimestamp } = reference;
  return {
    bundles,
    drift,
    subjects,
    reference: { anchors, timestamp, distrustTimestamp },
    seen: seen.paths,
  };
}

async function auditPlaces(options: AuditOptions, context: AuditContext, turns: Turns): Promise<Audited[]> {
  const { bundles = [], found = [], pairs = [] } = options;
  const required = [...bundles, ...pairs.flatMap(({ left, right }) => [left, right])];
  const files: Audited[] = [];
  const folders = new Map<string, HostPath>();
  const seen = new Set<string>();
  for (const path of new Set([...BUNDLE_FILES, ...JAVA_STORES, ...BUNDLE_FOLDERS, ...found, ...required])) {
    const isRequired = required.includes(path);
    await turns.giveWay();
    try {
      const place = context.seen.follow(path);
      // Of several paths to one file the first says it all, unless somebody asks by name.
      if (seen.has(place.resolved) && !isRequired) continue;
      seen.add(place.resolved);
      if (place.hops.at(-1)?.kind === 'folder') folders.set(path, place);
      else files.push(auditFile(path, place, context));
    } catch (error) {
      const code = errorWord(error);
      if (isRequired) files.push(unusable(path, path, 'missing', `cannot be reached (${code})`));
      else if (code !== 'ENOENT' && code !== 'ENOTDIR') {
        files.push(unusable(path, path, 'unreadable', `cannot be reached (${code})`));
      }
    }
  }
  const known = new Set(files.flatMap(({ anchors }) => [...anchors.keys()]));
  const audited: Audited[] = [];
  for (const [path, place] of folders) audited.push(await auditFolder(path, place, known, context, turns));
  // A folder of the distribution's that holds no anchors is none that anybody looks into.
  const wanted = audited.filter(({ anchors, bundle }) => anchors.size > 0 || required.includes(bundle.path));
  return [...files, ...wanted];
}

function hasPair(pairs: readonly DriftPair[], { left, right }: DriftPair): boolean {
  return pairs.some(
    (pair) => (pair.left === left && pair.right === right) || (pair.left === right && pair.right === left),
  );
}

function anchorsOf(byPath: ReadonlyMap<string, Audited>, path: string): Audited['anchors'] {
  return byPath.get(path)?.anchors ?? new Map();
}

/** What a store of the distribution's for Java lacks that its bundle has. */
function javaFindings(store: Audited, audited: readonly Audited[]): AuditFinding[] {
  const main = audited.find(({ format, bundle }) => format === 'pem' && BUNDLE_FILES.includes(bundle.path));
  if (store.format !== 'java' || !JAVA_STORES.includes(store.bundle.path) || main === undefined) return [];
  const { onlyLeft } = driftBetween(
    { path: main.bundle.path, anchors: main.anchors },
    { path: store.bundle.path, anchors: store.anchors },
  );
  if (onlyLeft.length === 0) return [];
  const detail = `${onlyLeft.length} anchors of ${main.bundle.path} are not in this store for Java: make it again with update-ca-certificates -f or update-ca-trust`;
  return [{ check: 'java_store_behind', level: 'medium', detail }];
}

function withFindings({ bundle }: Audited, more: readonly AuditFinding[]): AuditedBundle {
  return more.length === 0 ? bundle : { ...bundle, findings: [...bundle.findings, ...more] };
}
