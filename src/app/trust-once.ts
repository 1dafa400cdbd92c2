import type { Config } from '../config/config.ts';
import type { TrustSettings } from '../config/trust-settings.ts';
import type { TrustReport } from '../model/trust-audit.ts';
import type { AnchorCounts } from '../trust/audit/anchor-counts.ts';
import { auditHost } from '../trust/audit/audit-host.ts';
import { CertificateReader } from '../x509/certificate-reader.ts';

/** What is kept from one look to the next. */
export interface TrustMemory {
  readonly reader: CertificateReader;
  readonly counts?: AnchorCounts;
}

/** Looks once at what a host trusts whose root folder is `root`. */
export async function trustOnce(
  settings: TrustSettings,
  root: Config['root'],
  memory: TrustMemory = { reader: new CertificateReader() },
): Promise<TrustReport> {
  const audit = await auditHost({
    ...memory,
    root: root ?? '/',
    now: Date.now() / 1000,
    bundles: settings.bundles,
    pairs: settings.drift,
    accepted: new Set(settings.accepted),
  });
  return { ...audit, runtimes: [] };
}
