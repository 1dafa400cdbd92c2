import { DerReader, TAG } from '../../x509/der-reader.ts';
import { dottedObjectIdentifier } from '../../x509/object-identifier.ts';

/** Context-specific tag 0, constructed: the uses that are rejected. */
const REJECTED = 0xa0;

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const ANY_USE = '2.5.29.37.0';

/** What OpenSSL's TRUSTED format says beside a certificate: for which uses it is an anchor, and for which never. */
export interface TrustSettings {
  /** Dotted object identifiers; undefined where every use is meant that is not rejected. */
  readonly trusted: readonly string[] | undefined;
  readonly rejected: readonly string[];
}

/** Those of a certificate that says nothing. */
export const EVERY_USE: TrustSettings = { trusted: undefined, rejected: [] };

/**
 * Reads the X509_CERT_AUX that follows the certificate in a `TRUSTED CERTIFICATE` block (openssl-x509(1), "Trust
 * Options"): a sequence of trusted uses, `[0]` rejected ones, then an alias and a key identifier.
 *
 * @returns undefined where the bytes are none.
 */
export function readTrustSettings(bytes: Buffer): TrustSettings | undefined {
  if (bytes.length === 0) return EVERY_USE;
  const der = new DerReader(bytes);
  let trusted: string[] | undefined;
  let rejected: string[] = [];
  der.enter(TAG.sequence);
  if (der.isAt(TAG.sequence)) trusted = readUses(der, TAG.sequence);
  if (der.isAt(REJECTED)) rejected = readUses(der, REJECTED);
  while (der.more) der.next();
  der.leave();
  return der.fault === undefined ? { trusted, rejected } : undefined;
}

function readUses(der: DerReader, tag: number): string[] {
  const uses: string[] = [];
  der.enter(tag);
  while (der.more) {
    der.takeObjectIdentifier();
    uses.push(dottedObjectIdentifier(der.bytes, der.start, der.end) ?? '');
  }
  der.leave();
  return uses;
}

/** Whether OpenSSL takes it for an anchor of TLS servers (X509_check_trust(3)): what is rejected never is. */
export function isForServers({ trusted, rejected }: TrustSettings): boolean {
  const names = (uses: readonly string[]): boolean => uses.includes(SERVER_AUTH) || uses.includes(ANY_USE);
  return !names(rejected) && (trusted === undefined || names(trusted));
}
