import { readContainer } from '../../formats/read-container.ts';
import { CertificateReader } from '../../x509/certificate-reader.ts';
import type { LibraryBudget, Reading } from '../../x509/read-certificate.ts';
import { PathCertificate } from '../verify/path-certificate.ts';

/** The certificates of a file as anchors, and how many of its blocks are none. */
export interface ReadAnchors {
  readonly anchors: readonly PathCertificate[];
  readonly unreadable: number;
}

/** Reads anchors out of the bytes of a file: PEM with any number of blocks, DER, PKCS #7. Never throws. */
export function readAnchors(bytes: Buffer): ReadAnchors {
  const reader = new KeepingReader();
  const { findings } = readContainer(bytes, reader);
  const readings = reader.encodings.map((der) => PathCertificate.read(der));
  const anchors = readings.filter((reading) => typeof reading !== 'string');
  return { anchors, unreadable: findings.length + readings.length - anchors.length };
}

/** Keeps the encodings of what it reads, which nobody else needs. */
class KeepingReader extends CertificateReader {
  readonly encodings: Buffer[] = [];

  override read(der: Buffer, budget?: LibraryBudget): Reading {
    const reading = super.read(der, budget);
    if (reading.certificate !== undefined) this.encodings.push(der);
    return reading;
  }
}
