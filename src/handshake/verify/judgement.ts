import type { ChainFinding } from '../../model/handshake.ts';
import type { Flaw } from './flaw.ts';
import type { GeneralName } from './general-name.ts';
import type { PathCertificate } from './path-certificate.ts';
import type { PathStep } from './verdict.ts';

/** All that can be said of a served chain and a trust store whatever the time is and whoever is expected. */
export interface Judgement {
  readonly leaf: LeafFacts | undefined;
  /** Flaws that hold whichever path is taken. */
  readonly flaws: readonly Flaw[];
  /** Those that lead to an anchor; without one, `noPath` says why there is none. */
  readonly paths: readonly JudgedPath[];
  readonly noPath: Flaw | undefined;
  readonly chainFindings: readonly ChainFinding[];
}

/** What is asked about a leaf again and again. */
export interface LeafFacts {
  readonly names: readonly GeneralName[];
  /** Unix seconds. */
  readonly notBefore: number;
  /** Unix seconds. */
  readonly notAfter: number;
  readonly serialNumber: string;
  readonly issuerDer: Buffer;
  readonly mustStaple: boolean;
  /** Certificates whose key made its signature, those of served and trusted ones. */
  readonly issuers: readonly PathCertificate[];
}

/** A path to an anchor and what is wrong with it but for its dates. */
export interface JudgedPath {
  readonly steps: readonly PathStep[];
  readonly flaws: readonly Flaw[];
  /** What only the strictest clients refuse of a path without flaws, a sentence without its dot. */
  readonly strictFault?: string;
}
