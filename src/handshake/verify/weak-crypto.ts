import type { PathCertificate } from './path-certificate.ts';

/** The fewest bits of an RSA key that clients accept (CA/Browser Forum's baseline requirements, 6.1.5). */
const FEWEST_RSA_BITS = 2048;
const SHORT_CURVES = new Set(['P-192', 'P-224']);
const BROKEN_HASH = /(?:^|-)(?:MD2|MD4|MD5|SHA1)(?:-|$)/;

/** What is too weak about a certificate's own key, as the end of a sentence; undefined where nothing is. */
export function weakKey({ publicKeyName }: PathCertificate): string | undefined {
  const [algorithm, size = ''] = publicKeyName.split(' ');
  if (algorithm === 'RSA' || algorithm === 'RSA-PSS') {
    return Number(size) < FEWEST_RSA_BITS
      ? `has an RSA key of ${size} bits, and ${FEWEST_RSA_BITS} are needed`
      : undefined;
  }
  if (algorithm === 'DSA') return 'has a DSA key, which TLS has given up';
  return SHORT_CURVES.has(size) ? `has a key on the curve ${size}, and 256 bits are needed` : undefined;
}

/**
 * What is too weak about the signature on a certificate, or on what else has one, likewise. An anchor's own signature is
 * never relied on.
 */
export function weakSignature({
  signatureAlgorithm,
}: Pick<PathCertificate, 'signatureAlgorithm'>): string | undefined {
  return BROKEN_HASH.test(signatureAlgorithm)
    ? `is signed with ${signatureAlgorithm}, whose hash is broken`
    : undefined;
}
