import { hash } from 'node:crypto';
import type { AuditFinding } from '../../model/trust-audit.ts';
import type { Anchor } from './anchor.ts';

/** Anchors that are there twice, and different certificates of the same name and key, of which a path takes either. */
export function twinFindings(
  anchors: readonly Anchor[],
  isOfVendor: (anchor: Anchor) => boolean,
): AuditFinding[] {
  const findings: AuditFinding[] = [];
  const known = new Map<string, Anchor>();
  const byKey = new Map<string, Anchor>();
  for (const anchor of anchors) {
    const { fingerprintSha256, subject } = anchor.certificate;
    const same = known.get(fingerprintSha256);
    if (same !== undefined) {
      const detail = `is there twice, ${same.where} and ${anchor.where}: harmless, and a sign that something appends to this file`;
      findings.push({ check: 'duplicate', level: 'low', detail, subject, fingerprintSha256 });
      continue;
    }
    known.set(fingerprintSha256, anchor);
    const key = hash('sha256', Buffer.concat([anchor.subjectDer, anchor.publicKeyInfo]), 'hex');
    const twin = byKey.get(key);
    if (twin === undefined) byKey.set(key, anchor);
    else {
      const detail = `has the name and key of the certificate ${twin.where} and is another one (${anchor.where}): after a renewal the old one should go`;
      const level = isOfVendor(anchor) ? 'low' : 'medium';
      findings.push({ check: 'same_key', level, detail, subject, fingerprintSha256 });
    }
  }
  return findings;
}
