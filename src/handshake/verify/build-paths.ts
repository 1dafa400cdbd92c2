import type { CertificatePool } from './certificate-pool.ts';
import { identifiesKeyOf } from './key-identifiers.ts';
import type { PathCertificate } from './path-certificate.ts';
import type { SignatureBudget, SignatureChecks } from './signature-checks.ts';

/** A way from the leaf to an anchor: each certificate names the next as its issuer. */
export interface CertificatePath {
  /** The leaf first, the anchor last. */
  readonly certificates: readonly PathCertificate[];
  /**
   * Where the path is held together by names and key identifiers alone: the index of the certificate whose signature
   * the next one's key did not make.
   */
  readonly brokenAt?: number;
}

export interface PathMaterial {
  readonly leaf: PathCertificate;
  /** Certificates that may stand between the leaf and an anchor. */
  readonly intermediates: CertificatePool;
  readonly anchors: CertificatePool;
}

export interface PathSearch {
  readonly paths: readonly CertificatePath[];
  /** Some ways were not followed, because there were too many or checking them cost too much. */
  readonly exhausted: boolean;
}

/** As many as are served at most, and one more for the anchor. */
const LONGEST_PATH = 17;
const MOST_PATHS = 64;
/** How many certificates are tried as issuers. A hostile set of namesakes has ways without number. */
const MOST_STEPS = 2048;

/**
 * All paths from the leaf to an anchor, however they stand with dates, usages and constraints: what is wrong with a
 * path can be told only of one that was found. Every certificate of the pool is an anchor, whether it is self-signed
 * or not (RFC 5280, 6.1.1 (d)), so that the leaf can be one itself.
 *
 * Only where no path with good signatures exists, those are looked for in which one signature is bad although the
 * key identifiers say that this key should have made it.
 */
export function buildPaths(
  material: PathMaterial,
  signatures: SignatureChecks,
  budget: SignatureBudget,
): PathSearch {
  const sound = new Search(material, signatures, budget, false).run();
  if (sound.paths.length > 0) return sound;
  const broken = new Search(material, signatures, budget, true).run();
  return { paths: broken.paths, exhausted: sound.exhausted || broken.exhausted };
}

class Search {
  readonly #material: PathMaterial;
  readonly #signatures: SignatureChecks;
  readonly #budget: SignatureBudget;
  readonly #allowBroken: boolean;
  readonly #paths: CertificatePath[] = [];
  #steps = MOST_STEPS;
  #exhausted = false;

  constructor(
    material: PathMaterial,
    signatures: SignatureChecks,
    budget: SignatureBudget,
    allowBroken: boolean,
  ) {
    this.#material = material;
    this.#signatures = signatures;
    this.#budget = budget;
    this.#allowBroken = allowBroken;
  }

  run(): PathSearch {
    const { leaf, anchors } = this.#material;
    if (anchors.has(leaf)) this.#paths.push({ certificates: [leaf] });
    this.#extend([leaf], undefined);
    return { paths: this.#paths, exhausted: this.#exhausted };
  }

  #extend(path: readonly PathCertificate[], brokenAt: number | undefined): void {
    const last = path.at(-1) as PathCertificate;
    const { anchors, intermediates } = this.#material;
    for (const anchor of likelyFirst(last, anchors.namesakesOfIssuer(last))) {
      this.#follow(path, anchor, brokenAt, true);
    }
    for (const issuer of likelyFirst(last, intermediates.namesakesOfIssuer(last))) {
      if (!anchors.has(issuer)) this.#follow(path, issuer, brokenAt, false);
    }
  }

  #follow(
    path: readonly PathCertificate[],
    issuer: PathCertificate,
    brokenBefore: number | undefined,
    isAnchor: boolean,
  ): void {
    if (this.#paths.length >= MOST_PATHS || path.length >= LONGEST_PATH || this.#steps <= 0) {
      this.#exhausted = true;
      return;
    }
    this.#steps--;
    // The same name and key a second time leads nowhere that is not reached without the detour.
    if (path.some((each) => each.subjectKey === issuer.subjectKey && each.keyId === issuer.keyId)) return;
    const child = path.at(-1) as PathCertificate;
    const result = this.#signatures.check(child, issuer, this.#budget);
    let brokenAt = brokenBefore;
    if (result === 'unaffordable') {
      this.#exhausted = true;
      return;
    }
    if (result === 'bad') {
      const meant = identifiesKeyOf(child, issuer) === true;
      if (!this.#allowBroken || brokenBefore !== undefined || !meant) return;
      brokenAt = path.length - 1;
    }
    const longer = [...path, issuer];
    if (!isAnchor) return this.#extend(longer, brokenAt);
    this.#paths.push(brokenAt === undefined ? { certificates: longer } : { certificates: longer, brokenAt });
  }
}

/** Those first whose key is the one that the certificate names, and last those whose key it is not. */
function likelyFirst(
  child: PathCertificate,
  issuers: readonly PathCertificate[],
): readonly PathCertificate[] {
  if (issuers.length < 2) return issuers;
  const rank = (issuer: PathCertificate): number => {
    const answer = identifiesKeyOf(child, issuer);
    return answer === undefined ? 1 : answer ? 0 : 2;
  };
  return issuers
    .map((issuer) => ({ issuer, rank: rank(issuer) }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ issuer }) => issuer);
}
