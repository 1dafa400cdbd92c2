import { hash } from 'node:crypto';
import type { Certificate } from '../model/certificate.ts';
import { type CertificateFields, readCertificateFields } from './certificate-fields.ts';
import { DerReader } from './der-reader.ts';
import { readOddCertificate } from './odd-certificate.ts';

/** A certificate, or why the bytes are none: one sentence without a full stop, for people. */
export type Reading =
  | { readonly certificate: Certificate; readonly refused?: undefined }
  | { readonly certificate?: undefined; readonly refused: string };

/** How often the library may be asked: each time costs a thousand times what the quick reader costs. */
export interface LibraryBudget {
  left: number;
}

/**
 * Reads one certificate (RFC 5280, 4.1), which has to fill `der` from the first byte to the last. Whatever is
 * encoded in a way that the quick reader does not expect goes to @peculiar/x509, and that decides. Never throws.
 */
export function readCertificate(der: Buffer, budget: LibraryBudget = { left: 1 }): Reading {
  const fields = readFields(der, budget);
  return typeof fields === 'string'
    ? { refused: fields }
    : { certificate: withFingerprint(fingerprintSha256(der), fields) };
}

/** SHA-256 over the certificate's bytes, lower-case hex. */
export function fingerprintSha256(der: Uint8Array): string {
  return hash('sha256', der, 'hex');
}

/** The fields of a certificate, or why there are none. */
export function readFields(der: Buffer, budget: LibraryBudget): CertificateFields | string {
  const reader = new DerReader(der);
  const fields = readCertificateFields(reader);
  if (reader.fault === undefined && reader.position === der.length) {
    return fields;
  }
  if (reader.fault === undefined) {
    return `${der.length - reader.position} bytes follow the certificate`;
  }
  if (reader.faultIsFinal) {
    return reader.fault;
  }
  if (budget.left <= 0) {
    return `${reader.fault}, and there are too many like it`;
  }
  budget.left--;
  return readOddCertificate(der) ?? reader.fault;
}

/**
 * Puts a certificate's fields together in one order, so that all certificates have one hidden class; without a spread,
 * which would put them into an array beside the object.
 */
export function withFingerprint(fingerprint: string, fields: CertificateFields): Certificate {
  const { subject, issuer, serialNumber, notBefore, notAfter, sans, publicKey, signatureAlgorithm, role } =
    fields;
  return {
    fingerprintSha256: fingerprint,
    subject,
    issuer,
    serialNumber,
    notBefore,
    notAfter,
    sans,
    publicKey,
    signatureAlgorithm,
    role,
  };
}
