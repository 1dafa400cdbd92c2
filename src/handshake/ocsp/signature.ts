import { constants, type KeyObject, verify } from 'node:crypto';
import type { BasicResponse } from './response.ts';

/** Hash and padding in the names of `Certificate.signatureAlgorithm`. What is signed with SHA-1 or MD5 proves nothing. */
const RSA = /^SHA(224|256|384|512)-RSA(PSS)?$/;
const ECDSA = /^ECDSA-SHA(224|256|384|512)$/;
const PURE = /^(?:Ed25519|Ed448|ML-DSA-\d+|SLH-DSA-.+)$/;

/** Whether `key` signed a response. Never throws. */
export function isSignedBy(response: BasicResponse, key: KeyObject): boolean {
  const { signatureAlgorithm, signedData, signature } = response;
  try {
    if (PURE.test(signatureAlgorithm)) return verify(null, signedData, key, signature);
    const ecdsa = ECDSA.exec(signatureAlgorithm)?.[1];
    if (ecdsa !== undefined) return verify(`sha${ecdsa}`, signedData, key, signature);
    const [, rsa, pss] = RSA.exec(signatureAlgorithm) ?? [];
    if (rsa === undefined) return false;
    const padding = pss === undefined ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_PSS_PADDING;
    return verify(`sha${rsa}`, signedData, { key, padding }, signature);
  } catch {
    return false;
  }
}
