import {
  createCertificate,
  DEFAULT_NOT_AFTER,
  DEFAULT_NOT_BEFORE,
  extension,
  type GeneratedCertificate,
  time,
  toPem,
} from './certificate-factory.ts';
import { signWith } from './certificate-keys.ts';
import { bitString, explicit, integer, sequence } from './der-writer.ts';

/** What a revocation list shall say; everything has a harmless default. */
export interface RevocationListOptions {
  /** Who signs. Default: one CA named `Example CA` for all of them. */
  readonly issuer?: GeneratedCertificate;
  /** As the dates of certificates. */
  readonly thisUpdate?: number | Date | Uint8Array;
  /** `null` leaves it out. */
  readonly nextUpdate?: number | Date | Uint8Array | null;
  /** The value, or the very octets of the INTEGER; `null` leaves it out. Default: 1. */
  readonly number?: bigint | number | Uint8Array | null;
  /** How many certificates it revokes. Default: none. */
  readonly revoked?: number;
  /** The DER of further Extensions. */
  readonly extensions?: readonly Uint8Array[];
  /** Version 1 has no extensions. Default: 2. */
  readonly version?: 1 | 2;
}

let exampleAuthority: GeneratedCertificate | undefined;

/** A real revocation list (RFC 5280, 5.1), signed by its issuer. */
export function createRevocationList(options: RevocationListOptions = {}): { der: Buffer; pem: string } {
  exampleAuthority ??= createCertificate({ subject: 'Example CA', isAuthority: true });
  const { issuer = exampleAuthority, version = 2, number = 1, revoked = 0 } = options;
  const { nextUpdate = DEFAULT_NOT_AFTER, extensions = [] } = options;
  const { signatureAlgorithm } = issuer.key;
  const all = [...(number === null ? [] : [extension('2.5.29.20', integer(number))]), ...extensions];
  const toBeSigned = sequence(
    ...(version === 1 ? [] : [integer(1)]),
    signatureAlgorithm,
    issuer.subject,
    time(options.thisUpdate ?? DEFAULT_NOT_BEFORE),
    ...(nextUpdate === null ? [] : [time(nextUpdate)]),
    ...(revoked === 0 ? [] : [sequence(Buffer.concat(entries(revoked)))]),
    ...(version === 1 || all.length === 0 ? [] : [explicit(0, sequence(...all))]),
  );
  const der = sequence(toBeSigned, signatureAlgorithm, bitString(signWith(issuer.key, toBeSigned)));
  return { der, pem: toPem(der, 'X509 CRL') };
}

/** Some with a reason and some without, so that they are not all of one length. */
function entries(count: number): Buffer[] {
  const date = time(DEFAULT_NOT_BEFORE);
  const reason = sequence(extension('2.5.29.21', Buffer.of(0x0a, 1, 1)));
  return Array.from({ length: count }, (_, index) =>
    sequence(integer(index + 1), date, ...(index % 3 === 0 ? [reason] : [])),
  );
}
