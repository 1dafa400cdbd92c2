import { PathCertificate } from '../verify/path-certificate.ts';
import { weakSignature } from '../verify/weak-crypto.ts';
import { type IdentifiedLeaf, identifies } from './certificate-id.ts';
import { type BasicResponse, readOcspResponse, type SingleResponse } from './response.ts';
import { isSignedBy } from './signature.ts';

/** id-kp-OCSPSigning (RFC 6960, 4.2.2.2). */
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
/** More certificates than these are not tried as the signer's. */
const MOST_SIGNERS = 4;

/** What the right signer says of a leaf, whatever the time is. */
export interface SignedStatus extends Omit<SingleResponse, 'id'> {
  /** Validity of the responder's own certificate, Unix seconds; absent where the issuer itself signed. */
  readonly signer?: { readonly notBefore: number; readonly notAfter: number };
}

/**
 * What a stapled response says of a leaf, if it was signed by the leaf's issuer or by a responder that the issuer
 * has certified for this and nothing else entitles (RFC 6960, 4.2.2.2).
 * @returns why it says nothing, as the end of a sentence, where it does not.
 */
export function signedStatus(
  staple: Uint8Array,
  leaf: IdentifiedLeaf,
  issuers: readonly PathCertificate[],
): SignedStatus | string {
  const response = readOcspResponse(staple);
  if (typeof response === 'string') return response;
  if (issuers.length === 0) return 'cannot be checked, because the issuer is neither served nor trusted';
  let isAbout = false;
  for (const issuer of issuers) {
    const [latest] = response.responses
      .filter(({ id }) => identifies(id, leaf, issuer))
      .sort((left, right) => right.thisUpdate - left.thisUpdate);
    if (latest === undefined) continue;
    isAbout = true;
    const signer = signerOf(response, issuer);
    if (signer === undefined) continue;
    const { id: _, ...status } = latest;
    return signer === issuer ? status : { ...status, signer };
  }
  if (!isAbout) return 'is about another certificate';
  return weakSignature(response) ?? 'is not signed by the issuer or by a responder of its own';
}

function signerOf(response: BasicResponse, issuer: PathCertificate): PathCertificate | undefined {
  const { publicKey } = issuer;
  if (publicKey === undefined) return undefined;
  if (isSignedBy(response, publicKey)) return issuer;
  return response.certificates
    .slice(0, MOST_SIGNERS)
    .map((der) => PathCertificate.read(der))
    .filter((reading) => typeof reading !== 'string')
    .find(
      (responder) =>
        responder.issuerKey === issuer.subjectKey &&
        responder.extensions.extendedKeyUsage?.includes(OCSP_SIGNING) === true &&
        responder.isSignedBy(publicKey) &&
        responder.publicKey !== undefined &&
        isSignedBy(response, responder.publicKey),
    );
}
