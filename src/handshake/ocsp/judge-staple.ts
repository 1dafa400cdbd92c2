import { hash } from 'node:crypto';
import type { OcspStaple } from '../../model/handshake.ts';
import { dateInWords } from '../../model/words.ts';
import { RecentMap } from '../recent-map.ts';
import type { LeafFacts } from '../verify/judgement.ts';
import type { OcspStatus } from './response.ts';
import { type SignedStatus, signedStatus } from './signed-status.ts';

/** What is made of a staple, or of there being none. */
export interface StapleJudgement extends OcspStaple {
  /** What the responder says; only where it is the right one. It may be out of date: `good` takes that into account. */
  readonly status?: OcspStatus;
  /** Unix seconds. */
  readonly revokedAt?: number;
  /** Why a staple that was there is not good, one sentence; absent where it is good, or says revoked. */
  readonly problem?: string;
}

/** Seconds by which clocks may differ; as OpenSSL's own tools allow. */
const SKEW = 300;
/** No responder needs more bytes for one certificate, its own certificates included. */
const MOST_BYTES = 64 * 1024;

/**
 * Judges staples. The signature work is done once for each staple and remembered for the ones seen most recently;
 * how it stands with the dates is looked at each time.
 */
export class StapleJudge {
  readonly #known: RecentMap<SignedStatus | string>;

  constructor(mostRemembered = 2048) {
    this.#known = new RecentMap(mostRemembered);
  }

  /**
   * `good` is true only of a staple by the right signer, for this leaf, that says good and is up to date; it is left
   * out where there is none, or none by the right signer. That a certificate was revoked does not go out of date.
   *
   * @param now Unix seconds.
   */
  judge(staple: Uint8Array | undefined, leaf: LeafFacts | undefined, now: number): StapleJudgement {
    if (staple === undefined) return { stapled: false };
    const signed =
      leaf === undefined ? 'belongs to a certificate that cannot be read' : this.#read(staple, leaf);
    if (typeof signed === 'string') return { stapled: true, problem: `The stapled OCSP response ${signed}.` };
    const { status, thisUpdate, nextUpdate, revokedAt } = signed;
    const untimely = untimeliness(signed, now);
    const why = status === 'unknown' ? 'says that the responder does not know the certificate' : untimely;
    return {
      stapled: true,
      status,
      thisUpdate,
      good: status === 'good' && untimely === undefined,
      ...(nextUpdate === undefined ? {} : { nextUpdate }),
      ...(revokedAt === undefined ? {} : { revokedAt }),
      ...(status === 'revoked' || why === undefined ? {} : { problem: `The stapled OCSP response ${why}.` }),
    };
  }

  #read(staple: Uint8Array, leaf: LeafFacts): SignedStatus | string {
    if (staple.length > MOST_BYTES) return `has ${staple.length} bytes, which is more than is read`;
    const issuers = leaf.issuers.map(({ fingerprint }) => fingerprint);
    const leafId = [leaf.serialNumber, hash('sha256', leaf.issuerDer, 'hex'), ...issuers].join();
    const id = `${hash('sha256', staple, 'hex')},${leafId}`;
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const signed = signedStatus(staple, leaf, leaf.issuers);
    this.#known.set(id, signed);
    return signed;
  }
}

function untimeliness({ thisUpdate, nextUpdate, signer }: SignedStatus, now: number): string | undefined {
  if (thisUpdate > now + SKEW) return `is of ${dateInWords(thisUpdate)}, which is still to come`;
  if (nextUpdate !== undefined && now > nextUpdate + SKEW)
    return `was to be renewed by ${dateInWords(nextUpdate)}`;
  if (signer !== undefined && (now < signer.notBefore || now > signer.notAfter)) {
    return 'is signed with a certificate that is not valid now';
  }
  return undefined;
}
