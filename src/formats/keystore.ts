import type { Finding } from '../model/problem.ts';

/** A certificate as it lies in a keystore. Plain data: it is sent from one thread to another. */
export interface KeystoreCertificate {
  readonly der: Uint8Array;
  /** Its alias or friendly name; undefined where it has none. */
  readonly name: string | undefined;
  /** What it is there for: `trusted` as an anchor by Java's marks, `key` for a private key, `none` nobody says. */
  readonly use: 'trusted' | 'key' | 'none';
  /** Its place in the chain of its entry, from 0. */
  readonly index: number;
  /** Begins the sentence of a finding: `certificate 2 of entry 3 ("web")`. */
  readonly where: string;
}

/** What a keystore holds, as far as it could be opened. */
export interface Keystore {
  readonly kind: 'pkcs12' | 'jks' | 'jceks';
  /** In the order of the file. */
  readonly certificates: readonly KeystoreCertificate[];
  /** DER of each, in the order of the file. */
  readonly revocationLists: readonly Uint8Array[];
  /** Where private and secret keys are, as the end of a sentence. They are stepped over as they lie, encrypted or not. */
  readonly keys: readonly string[];
  /** What is wrong, in the order in which it was met. */
  readonly findings: readonly Finding[];
}

/** Certificates and keys of one keystore that are looked at; a hostile one claims a million. */
export const MOST_OBJECTS = 100_000;

/** What a keystore's name looks like in the sentence of a finding. */
export function quoteName(name: string | undefined): string {
  return name === undefined ? '' : ` (${JSON.stringify(name)})`;
}
