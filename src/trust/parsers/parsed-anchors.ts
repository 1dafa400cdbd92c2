import { derShape } from '../../formats/der-shape.ts';
import type { Certificate } from '../../model/certificate.ts';
import { berElement } from '../../x509/ber.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';

/** What a runtime's own parser takes out of a file. */
export interface ParsedAnchors {
  readonly certificates: readonly Certificate[];
  /** What it stumbles over, as a sentence without a full stop; undefined where nothing is lost. */
  readonly problem?: string;
  /** The runtime may well find more than could be found out: it has a password. */
  readonly isUnknown?: true;
}

/** One runtime's way to read a file of anchors. Never throws. */
export type AnchorParser = (bytes: Buffer, reader: CertificateReader) => ParsedAnchors;

/**
 * The certificate that DER begins with; what may follow it is the caller's business. Only what has a certificate's
 * shape is read, so that a key under a wrong label is not.
 */
export function certificateAtStart(der: Buffer, reader: CertificateReader): Certificate | undefined {
  const element = berElement(der, 0, der.length);
  if (element === undefined || derShape(der, element) !== 'certificate') return undefined;
  return reader.read(der.subarray(0, element.next)).certificate;
}
