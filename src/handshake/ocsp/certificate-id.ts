import { hash } from 'node:crypto';
import { DerReader, TAG } from '../../x509/der-reader.ts';
import { objectIdentifierTable } from '../../x509/object-identifier.ts';
import type { PathCertificate } from '../verify/path-certificate.ts';
import type { CertificateId } from './response.ts';

/** The hashes that responders use; SHA-1 only names things here, and is what nearly all of them use (RFC 5019). */
const HASHES = objectIdentifierTable({
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
});

/** The certificate that an identifier is compared with. */
export interface IdentifiedLeaf {
  readonly serialNumber: string;
  /** The encoding of the issuer's name. */
  readonly issuerDer: Buffer;
}

/** Whether an identifier (RFC 6960, 4.1.1) is that of `leaf` as issued by `issuer`. */
export function identifies(id: CertificateId, leaf: IdentifiedLeaf, issuer: PathCertificate): boolean {
  const algorithm = HASHES.get(id.hash);
  if (algorithm === undefined || id.serialNumber !== leaf.serialNumber) return false;
  return (
    hash(algorithm, leaf.issuerDer, 'buffer').equals(id.issuerNameHash) &&
    hash(algorithm, keyOctets(issuer.publicKeyInfo), 'buffer').equals(id.issuerKeyHash)
  );
}

/** The contents of the BIT STRING in a SubjectPublicKeyInfo, without the octet that counts unused bits. */
function keyOctets(publicKeyInfo: Buffer): Buffer {
  const der = new DerReader(publicKeyInfo);
  der.enter(TAG.sequence);
  der.take(TAG.sequence);
  der.take(TAG.bitString);
  return publicKeyInfo.subarray(der.start + 1, der.end);
}
