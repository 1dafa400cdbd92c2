import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditFinding } from '../../model/trust-audit.ts';
import type { Anchor } from './anchor.ts';
import type { AuditContext } from './audit-context.ts';
import { type Audited, isOfVendor, ownFindings, unusable } from './audit-file.ts';
import { type BundleContents, readBundleContents } from './bundle-contents.ts';
import { type FolderEntry, HASH_LINK, hashLinkFindings } from './hash-links.ts';
import type { HostPath } from './host-path.ts';
import { pathFindings } from './path-findings.ts';
import { errorWord, readBounded } from './read-bounded.ts';
import type { Turns } from './turns.ts';
import { twinFindings } from './twin-findings.ts';

/** Names in a folder that are looked at, links included. */
const MOST_NAMES = 8192;

/** Beside anchors a folder may hold anything; only these say something about a file that is none. */
const OF_FILES = new Set(['damaged_block', 'glued_block', 'private_key']);

/**
 * Audits a folder of anchors: its links, the way to each file, and those anchors that no bundle file of the host has,
 * because what is wrong with the others is told there.
 *
 * @param known Fingerprints of anchors that are audited already.
 */
export async function auditFolder(
  path: string,
  place: HostPath,
  known: ReadonlySet<string>,
  context: AuditContext,
  turns: Turns,
): Promise<Audited> {
  let names: string[];
  try {
    names = readdirSync(place.opened).filter((name) => !name.startsWith('.'));
  } catch (error) {
    const detail = `cannot be listed (${errorWord(error)})`;
    return unusable(path, place.resolved, 'unreadable', detail, pathFindings(place.hops));
  }
  const looked = new FolderReader(path, place, context);
  const entries: FolderEntry[] = [];
  for (const name of names.sort().slice(0, MOST_NAMES)) {
    const entry = looked.entry(name);
    if (entry !== undefined) entries.push(entry);
    await turns.giveWay();
  }
  const anchors = new Map(looked.anchors.map((anchor) => [anchor.certificate.fingerprintSha256, anchor]));
  const unaudited = [...anchors.values()].filter(
    ({ certificate }) => !known.has(certificate.fingerprintSha256),
  );
  const findings = [
    ...pathFindings(place.hops),
    ...looked.findings,
    ...hashLinkFindings(entries),
    ...unaudited.flatMap((anchor) => ownFindings(anchor, place.resolved, context)),
    ...twinFindings(unaudited, isOfVendor(place.resolved, context)),
  ];
  const bundle = { path, sha256: undefined, anchors: anchors.size, findings, reference: undefined };
  return { bundle, anchors, format: 'folder', resolved: place.resolved };
}

/** Reads the files of one folder, each once however many links lead to it. */
class FolderReader {
  readonly #path: string;
  readonly #context: AuditContext;
  readonly #told: Set<string>;
  readonly #read = new Map<string, BundleContents | undefined>();
  readonly anchors: Anchor[] = [];
  readonly findings: AuditFinding[] = [];

  constructor(path: string, { hops }: HostPath, context: AuditContext) {
    this.#path = path;
    this.#context = context;
    this.#told = new Set(pathFindings(hops).map(({ detail }) => detail));
  }

  /** What a name leads to; undefined for a folder and for what is neither file nor link. */
  entry(name: string): FolderEntry | undefined {
    const isHashLink = HASH_LINK.test(name);
    try {
      const place = this.#context.seen.follow(join(this.#path, name));
      const kind = place.hops.at(-1)?.kind;
      if (kind !== 'file') return undefined;
      const contents = this.#contents(name, place);
      return { name, certificates: contents && certificatesOf(contents) };
    } catch {
      return isHashLink ? { name, certificates: undefined } : undefined;
    }
  }

  #contents(name: string, place: HostPath): BundleContents | undefined {
    const before = this.#read.get(place.opened);
    if (before !== undefined || this.#read.has(place.opened)) return before;
    this.findings.push(...pathFindings(place.hops).filter(({ detail }) => this.#isNew(detail)));
    const contents = readOrNothing(place.opened, this.#context);
    this.#read.set(place.opened, contents);
    for (const finding of contents?.findings ?? []) {
      if (!OF_FILES.has(finding.check)) continue;
      const level = finding.check === 'private_key' ? 'critical' : 'high';
      this.findings.push({ ...finding, level, detail: `${name}: ${finding.detail}` });
    }
    for (const anchor of contents?.anchors ?? []) {
      if (anchor.isForServers) this.anchors.push({ ...anchor, where: `in ${name} ${anchor.where}` });
    }
    return contents;
  }

  /** What was said about a folder on the way is not said again for each file behind it. */
  #isNew(detail: string): boolean {
    const isNew = !this.#told.has(detail);
    this.#told.add(detail);
    return isNew;
  }
}

function readOrNothing(file: string, { reader }: AuditContext): BundleContents | undefined {
  try {
    return readBundleContents(readBounded(file), reader);
  } catch {
    return undefined;
  }
}

function certificatesOf({ anchors }: BundleContents): NonNullable<FolderEntry['certificates']> {
  return anchors.map(({ certificate, subjectDer }) => ({
    fingerprintSha256: certificate.fingerprintSha256,
    subject: certificate.subject,
    subjectDer,
  }));
}
