import { hash } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { ReferenceDifference, ReferenceFacts } from '../../model/trust-audit.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { DISTRUST_TIMESTAMP } from './distrust-dates.ts';
import { REFERENCE_DATES } from './reference-dates.ts';

/** Of the reference set's anchors so many have to be in a bundle for it to be one of public roots. */
const PUBLIC_SHARE = 0.5;

/** Mozilla's roots for TLS servers, as they are built into the Node.js that runs this. */
export interface ReferenceSet extends ReferenceFacts {
  /** Subjects (RFC 4514) by SHA-256 over the DER, lower-case hex. */
  readonly subjects: ReadonlyMap<string, string>;
}

/** Reads the reference set. @param roots PEM blocks; those built into Node.js. */
export function readReferenceSet(
  reader: CertificateReader,
  roots: readonly string[] = rootCertificates,
): ReferenceSet {
  const subjects = new Map<string, string>();
  for (const pem of roots) {
    const { certificate } = reader.read(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
    if (certificate !== undefined) subjects.set(certificate.fingerprintSha256, certificate.subject);
  }
  const digest = hash('sha256', [...subjects.keys()].sort().join('\n'), 'hex');
  return {
    subjects,
    anchors: subjects.size,
    timestamp: REFERENCE_DATES.get(digest),
    distrustTimestamp: DISTRUST_TIMESTAMP,
  };
}

/**
 * How a bundle differs from the reference set.
 * @param accepted Fingerprints of anchors that a company knows for its own.
 * @returns undefined where the bundle is no bundle of public roots, so that the question has no meaning.
 */
export function differenceFrom(
  reference: ReferenceSet,
  fingerprints: ReadonlySet<string>,
  accepted: ReadonlySet<string>,
): ReferenceDifference | undefined {
  const missing = [...reference.subjects.keys()].filter((fingerprint) => !fingerprints.has(fingerprint));
  const shared = reference.subjects.size - missing.length;
  if (shared === 0 || shared < reference.subjects.size * PUBLIC_SHARE) return undefined;
  const extra = [...fingerprints].filter(
    (fingerprint) => !reference.subjects.has(fingerprint) && !accepted.has(fingerprint),
  );
  return { extra: extra.sort(), missing: missing.sort() };
}
