import { hash } from 'node:crypto';
import type { AuditedBundle, AuditFinding } from '../../model/trust-audit.ts';
import { differenceFrom } from '../reference/reference-set.ts';
import type { Anchor } from './anchor.ts';
import { anchorFindings } from './anchor-findings.ts';
import type { AuditContext } from './audit-context.ts';
import { type BundleContents, readBundleContents } from './bundle-contents.ts';
import type { HostPath } from './host-path.ts';
import { ownMissingFindings } from './own-missing-findings.ts';
import { pathFindings } from './path-findings.ts';
import { errorWord, readBounded } from './read-bounded.ts';
import { referenceFindings } from './reference-findings.ts';
import { twinFindings } from './twin-findings.ts';

/** An audited bundle with the anchors in it that are for TLS servers, each once. */
export interface Audited {
  readonly bundle: AuditedBundle;
  /** By fingerprint. */
  readonly anchors: ReadonlyMap<string, Anchor>;
  readonly format: BundleContents['format'] | 'folder';
  /** Where its links lead to, on the host. */
  readonly resolved: string;
}

/** These are in OpenSSL's own format on purpose. */
const MEANT_TRUSTED = /\.trust\.crt$/;

/** Audits one bundle file. Never throws. */
export function auditFile(path: string, place: HostPath, context: AuditContext): Audited {
  const { resolved, hops } = place;
  let bytes: Buffer;
  try {
    bytes = readBounded(place.opened);
  } catch (error) {
    return unusable(path, resolved, 'unreadable', `cannot be read (${errorWord(error)})`, pathFindings(hops));
  }
  const contents = readBundleContents(bytes, context.reader);
  const all = contents.anchors.filter(({ isForServers }) => isForServers);
  const anchors = new Map(all.map((anchor) => [anchor.certificate.fingerprintSha256, anchor]));
  const reference = differenceFrom(context.reference, new Set(anchors.keys()), context.accepted);
  const isMeantTrusted = MEANT_TRUSTED.test(path) || MEANT_TRUSTED.test(resolved);
  const findings = [
    ...usabilityFindings(bytes.length, anchors, context.now),
    ...contents.findings.filter(({ check }) => check !== 'trusted_format' || !isMeantTrusted),
    ...pathFindings(hops),
    ...[...anchors.values()].flatMap((anchor) => ownFindings(anchor, resolved, context)),
    ...twinFindings(contents.anchors, isOfVendor(resolved, context)),
    ...referenceFindings(reference, anchors, resolved, context),
    ...ownMissingFindings(reference !== undefined, anchors, resolved, context),
  ];
  const sha256 = contents.holdsKey ? undefined : hash('sha256', bytes, 'hex');
  const bundle = { path, sha256, anchors: anchors.size, findings, reference };
  return { bundle, anchors, format: contents.format, resolved };
}

/** A bundle of which nothing can be used. */
export function unusable(
  path: string,
  resolved: string,
  check: 'missing' | 'unreadable',
  detail: string,
  more: readonly AuditFinding[] = [],
): Audited {
  const findings = [{ check, level: 'critical' as const, detail }, ...more];
  const bundle = { path, sha256: undefined, anchors: 0, findings, reference: undefined };
  return { bundle, anchors: new Map(), format: 'none', resolved };
}

/** Whether only the distribution can do something about an anchor in this bundle. */
export function isOfVendor(bundle: string, { provenance }: AuditContext): (anchor: Anchor) => boolean {
  return ({ certificate }) => provenance.originOf(bundle, certificate.fingerprintSha256) === 'vendor';
}

/** What is wrong with one anchor, wherever in the bundle it is. */
export function ownFindings(anchor: Anchor, bundle: string, context: AuditContext): AuditFinding[] {
  const origin = context.provenance.originOf(bundle, anchor.certificate.fingerprintSha256);
  return anchorFindings(anchor, origin, context.now);
}

function usabilityFindings(size: number, anchors: ReadonlyMap<string, Anchor>, now: number): AuditFinding[] {
  if (size === 0) {
    return [
      { check: 'empty', level: 'critical', detail: 'the file is empty: whoever reads it trusts nobody' },
    ];
  }
  const isValid = ({ certificate }: Anchor): boolean =>
    certificate.notBefore <= now && now <= certificate.notAfter;
  if ([...anchors.values()].some(isValid)) return [];
  const what = anchors.size === 0 ? 'no anchor for TLS servers is in it' : 'none of its anchors is valid now';
  return [
    { check: 'no_usable_anchors', level: 'critical', detail: `${what}: whoever reads it trusts nobody` },
  ];
}
