import type { AllowRule } from '../model/allow-rule.ts';
import type { ProbeFileConfig } from './probe-schema.ts';

/** What `/probe` may be asked for. */
export interface ProbeSettings {
  /** Whom it may dial; nobody where there is no rule. */
  readonly allow: readonly AllowRule[];
  /** How many probes there may be at once. */
  readonly concurrency: number;
  /** Seconds that the answer shall be there before the scraper gives up. */
  readonly timeoutOffset: number;
}

/** What holds where the file does not say otherwise: nobody is allowed. */
export const PROBE_DEFAULTS: ProbeSettings = { allow: [], concurrency: 32, timeoutOffset: 0.5 };

/** Brings what the file says of `/probe` and the defaults together. */
export function resolveProbe(file: ProbeFileConfig | undefined): ProbeSettings {
  return {
    allow: file?.allow ?? PROBE_DEFAULTS.allow,
    concurrency: file?.concurrency ?? PROBE_DEFAULTS.concurrency,
    timeoutOffset: file?.timeout_offset ?? PROBE_DEFAULTS.timeoutOffset,
  };
}
