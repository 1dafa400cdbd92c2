import type { TrustReport } from '../model/trust-audit.ts';
import type { ProcessTrust } from '../model/trust-processes.ts';

/**
 * What the process that looks sends: the report first, then the processes by themselves, because these lead it to file
 * systems of others, on which it may be held up for ever.
 */
export type TrustPart = { readonly report: TrustReport } | { readonly processes: ProcessTrust | undefined };
