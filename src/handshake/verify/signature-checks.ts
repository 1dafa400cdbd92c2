import type { KeyObject } from 'node:crypto';
import { RecentMap } from '../recent-map.ts';
import type { PathCertificate } from './path-certificate.ts';

/** How much work one verdict may cost, in the time of about one RSA-2048 verification (some 25 microseconds). */
export interface SignatureBudget {
  left: number;
}

/** Enough for any honest chain, a dozen milliseconds for a hostile one. */
export const SIGNATURE_UNITS = 600;

/** `unaffordable` says nothing about the signature: the work was not done. */
export type SignatureResult = 'good' | 'bad' | 'unaffordable';

/**
 * Checks signatures and remembers the results of the most recent ones by certificate and key: thousands of targets
 * have their intermediates in common.
 */
export class SignatureChecks {
  readonly #known: RecentMap<boolean>;

  constructor(mostRemembered = 4096) {
    this.#known = new RecentMap(mostRemembered);
  }

  /** Whether the key of `issuer` made the signature on `certificate`; nothing else is looked at. */
  check(certificate: PathCertificate, issuer: PathCertificate, budget: SignatureBudget): SignatureResult {
    const id = `${certificate.fingerprint}${issuer.keyId}`;
    const known = this.#known.get(id);
    if (known !== undefined) return known ? 'good' : 'bad';
    const key = issuer.publicKey;
    if (key === undefined) return 'bad';
    const cost = costOf(key);
    if (cost > budget.left) return 'unaffordable';
    budget.left -= cost;
    const good = certificate.isSignedBy(key);
    this.#known.set(id, good);
    return good ? 'good' : 'bad';
  }
}

/** Measured with OpenSSL 3.5 on x64, rounded up; what is not listed costs as much as the slowest curve. */
const COSTS: Readonly<Record<string, number>> = {
  prime256v1: 4,
  secp384r1: 14,
  secp521r1: 16,
  ed25519: 4,
  ed448: 8,
  'ml-dsa-44': 4,
  'ml-dsa-65': 6,
  'ml-dsa-87': 8,
};
const SLOWEST = 30;
const USUAL_MODULUS = 2048;
const USUAL_EXPONENT_BITS = 17;

/** RSA grows with the square of the modulus and with the length of the exponent, which an attacker chooses. */
function costOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): number {
  const { modulusLength, publicExponent, namedCurve } = asymmetricKeyDetails ?? {};
  if (modulusLength === undefined) return COSTS[namedCurve ?? asymmetricKeyType ?? ''] ?? SLOWEST;
  const size = (modulusLength / USUAL_MODULUS) ** 2;
  if (publicExponent === undefined) return Math.ceil(size * SLOWEST);
  return Math.ceil(size * Math.max(1, publicExponent.toString(2).length / USUAL_EXPONENT_BITS));
}
