/**
 * What a certificate is to the one who holds it. `root` is self-issued and a CA (or version 1 and self-issued),
 * `intermediate` any other CA, `leaf` the rest.
 */
export type Role = 'leaf' | 'intermediate' | 'root';

export const ROLES: readonly Role[] = ['leaf', 'intermediate', 'root'];

/**
 * One X.509 certificate (RFC 5280) as far as metrics need it, independent of the place where it was found.
 * Identical certificates share one object.
 */
export interface Certificate {
  /** SHA-256 over the DER encoding, lower-case hex. */
  readonly fingerprintSha256: string;
  /** RFC 4514, most specific first; where the subject is empty, the first subject alternative name. */
  readonly subject: string;
  /** RFC 4514, most specific first. */
  readonly issuer: string;
  /** Lower-case hex of the INTEGER's value, no separators; a negative number has a leading `-`. */
  readonly serialNumber: string;
  /** Unix seconds; negative before 1970. */
  readonly notBefore: number;
  /** Unix seconds; negative before 1970. */
  readonly notAfter: number;
  /** Subject alternative names as `DNS:…`, `IP:…`, `email:…`, `URI:…`, `dirName:…`, in encoded order. */
  readonly sans: readonly string[];
  /** `RSA 2048`, `ECDSA P-256`, `Ed25519`, …; the dotted object identifier where it has no name here. */
  readonly publicKey: string;
  /** `SHA256-RSA`, `ECDSA-SHA384`, `Ed25519`, …; the dotted object identifier where it has no name here. */
  readonly signatureAlgorithm: string;
  readonly role: Role;
}
