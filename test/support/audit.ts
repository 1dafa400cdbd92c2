import type { AuditedBundle, AuditFinding } from '../../src/model/trust-audit.ts';
import { type AuditOptions, auditHost } from '../../src/trust/audit/audit-host.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { rootTree, type TreeEntry } from './root-tree.ts';

/** 2030-01-01: halfway through what the certificate factory makes. */
export const AUDIT_NOW = 1_893_456_000;

/** Audits a made root file system. */
export function auditTree(
  entries: Readonly<Record<string, TreeEntry>>,
  options: Partial<AuditOptions> = {},
): ReturnType<typeof auditHost> {
  return auditHost({ root: rootTree(entries), now: AUDIT_NOW, reader: new CertificateReader(), ...options });
}

/** The audit of a bundle file of these bytes that nobody's tool has made. */
export async function auditBytes(bytes: string | Uint8Array): Promise<AuditedBundle> {
  const { bundles } = await auditTree({ '/opt/ca.pem': bytes }, { bundles: ['/opt/ca.pem'] });
  const [bundle] = bundles;
  if (bundle === undefined) throw new Error('the bundle was not audited');
  return bundle;
}

/** Check and level of each finding, `expired high`. */
export function checksOf({ findings }: { readonly findings: readonly AuditFinding[] }): string[] {
  return findings.map(({ check, level }) => `${check} ${level}`);
}
