import type { PathCertificate } from './path-certificate.ts';

/**
 * Whether the key that a certificate names as its issuer's (RFC 5280, 4.2.1.1) is the one of `issuer`; undefined
 * where one of the two does not identify a key.
 */
export function identifiesKeyOf(certificate: PathCertificate, issuer: PathCertificate): boolean | undefined {
  const named = certificate.extensions.authorityKeyIdentifier;
  const own = issuer.extensions.subjectKeyIdentifier;
  return named === undefined || own === undefined ? undefined : named === own;
}

/** Whether a certificate names another certificate than `issuer` as its issuer's, by key or by serial number. */
export function namesAnotherIssuer(certificate: PathCertificate, issuer: PathCertificate): boolean {
  const { authoritySerialNumber } = certificate.extensions;
  return (
    identifiesKeyOf(certificate, issuer) === false ||
    (authoritySerialNumber !== undefined && authoritySerialNumber !== issuer.serialNumber)
  );
}
