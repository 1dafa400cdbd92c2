import type { TrustFileConfig } from './trust-schema.ts';

/** What is audited of the roots that a host trusts. */
export interface TrustSettings {
  /** Seconds between two audits. */
  readonly interval: number;
  /** Bundle files and folders beside those that are found. */
  readonly bundles: readonly string[];
  /** Pairs of bundles that should hold the same, beside those that are found. */
  readonly drift: readonly { readonly left: string; readonly right: string }[];
  /** Fingerprints (SHA-256, lower-case hex) of anchors that are the company's own. */
  readonly accepted: readonly string[];
}

/** Roots change a few times a year, and to look into every runtime costs a second or two of processor time. */
const DEFAULT_INTERVAL = 900;

/** Brings what is written together with the defaults. */
export function resolveTrust(file: TrustFileConfig | undefined): TrustSettings {
  return {
    interval: file?.interval ?? DEFAULT_INTERVAL,
    bundles: file?.bundles ?? [],
    drift: file?.drift ?? [],
    accepted: file?.accept ?? [],
  };
}
