import { hash } from 'node:crypto';
import type { HandshakeFailure } from '../../model/handshake.ts';
import { dateInWords } from '../../model/words.ts';
import { StapleJudge, type StapleJudgement } from '../ocsp/judge-staple.ts';
import { RecentMap } from '../recent-map.ts';
import type { TrustStore } from '../trust/trust-store.ts';
import { type CertificatePool, EMPTY_POOL } from './certificate-pool.ts';
import { dateFlaw } from './date-flaw.ts';
import { type Flaw, inOrder } from './flaw.ts';
import { matchesHostname } from './hostname.ts';
import { hostnameFlaw } from './hostname-flaw.ts';
import { judgeChain, type ServedReading } from './judge-chain.ts';
import type { Judgement } from './judgement.ts';
import { PathCertificate } from './path-certificate.ts';
import { lastsUntil, pathInForce } from './path-in-force.ts';
import { shownName } from './shown-name.ts';
import { SignatureChecks } from './signature-checks.ts';
import type { PathStep, Verdict, VerdictInput } from './verdict.ts';

/** Beyond this many served certificates nobody looks; the contract shows 16. */
const MOST_SERVED = 64;

export interface VerifierOptions {
  /** How many chains are remembered with what was found out about them, about 2 kB each. Default: 8192. */
  readonly mostChains?: number;
}

/**
 * Says of served chains what a strict client would say. Pure: the same input gives the same verdict, whatever was
 * asked before. What does not depend on the time, the name and the staple is worked out once for each chain and trust
 * store and remembered for the chains seen most recently.
 */
export class ChainVerifier {
  readonly #signatures = new SignatureChecks();
  readonly #staples = new StapleJudge();
  readonly #issuers = new RecentMap<ServedReading>(1024);
  readonly #judgements: RecentMap<Judgement>;
  readonly #matched = new WeakMap<object, { readonly name: string; readonly matches: boolean }>();
  readonly #keys = new WeakMap<TrustStore, string>();

  constructor({ mostChains = 8192 }: VerifierOptions = {}) {
    this.#judgements = new RecentMap(mostChains);
  }

  /** Never throws, whatever was served. */
  verdict(input: VerdictInput): Verdict {
    const { expectedName, now } = input;
    const judgement = this.#judge(input);
    const { leaf, noPath, paths } = judgement;
    const ocsp = this.#staples.judge(input.staple, leaf, now);
    const chosen = pathInForce(paths, now);
    const hostnameMatch = leaf !== undefined && this.#matches(expectedName, leaf);
    const flaws = inOrder([
      ...judgement.flaws,
      ...(noPath === undefined ? [] : [noPath]),
      ...(chosen?.flaws ?? []),
      ...dateFlaws(chosen?.steps, leaf, now),
      ...(ocsp.status === 'revoked' ? [revoked(ocsp)] : []),
      ...(hostnameMatch || leaf === undefined ? [] : [hostnameFlaw(expectedName, leaf.names)]),
    ]);
    const [first] = flaws;
    const failure: HandshakeFailure | undefined = first && { phase: 'verify', ...first };
    const chainNotAfter = lastsUntil(paths);
    return {
      chainVerified: flaws.every(({ reason }) => reason === 'hostname_mismatch'),
      hostnameMatch,
      flaws,
      ...(failure === undefined ? {} : { failure }),
      ...(chosen === undefined ? {} : { path: chosen.steps }),
      ...(chainNotAfter === undefined ? {} : { chainNotAfter }),
      chainFindings: judgement.chainFindings,
      ocsp,
      notes: notesOn(leaf, ocsp, chosen?.strictFault),
    };
  }

  /** A leaf is nearly always asked about for the same name. */
  #matches(name: string, leaf: NonNullable<Judgement['leaf']>): boolean {
    const before = this.#matched.get(leaf);
    if (before?.name === name) return before.matches;
    const matches = matchesHostname(name, leaf.names);
    this.#matched.set(leaf, { name, matches });
    return matches;
  }

  #judge({ served, fingerprints: given, trust, intermediates = EMPTY_POOL }: VerdictInput): Judgement {
    const looked = served.slice(0, MOST_SERVED);
    const fingerprints = (given ?? looked.map((der) => hash('sha256', der, 'hex'))).slice(0, MOST_SERVED);
    const judge = (pool: CertificatePool): Judgement => {
      const id = `${fingerprints.join()} ${pool.id} ${this.#keyOf(trust)}`;
      const known = this.#judgements.get(id);
      if (known !== undefined) return known;
      const readings = looked.map((der, place) => this.#read(der, fingerprints[place] as string, place));
      const judgement = judgeChain(readings, trust, pool, this.#signatures);
      this.#judgements.set(id, judgement);
      return judgement;
    };
    // Most chains close by themselves, and need not be judged again when other intermediates are known.
    const alone = judge(EMPTY_POOL);
    const needsMore = alone.leaf !== undefined && alone.paths.length === 0 && intermediates !== EMPTY_POOL;
    return needsMore ? judge(intermediates) : alone;
  }

  /** The description is part of what is remembered: sentences name the store. Made once, because stores do not change. */
  #keyOf(store: TrustStore): string {
    const known = this.#keys.get(store);
    if (known !== undefined) return known;
    const { anchors, description, problem } = store;
    const key = hash('sha256', JSON.stringify([anchors.id, description, problem]), 'base64');
    this.#keys.set(store, key);
    return key;
  }

  /** Leaves are seldom shared, and not worth remembering. */
  #read(der: Uint8Array, fingerprint: string, place: number): ServedReading {
    if (place === 0) return PathCertificate.read(der);
    const known = this.#issuers.get(fingerprint);
    if (known !== undefined) return known;
    const reading = PathCertificate.read(der);
    this.#issuers.set(fingerprint, reading);
    return reading;
  }
}

function dateFlaws(steps: readonly PathStep[] | undefined, leaf: Judgement['leaf'], now: number): Flaw[] {
  const all = steps ?? (leaf === undefined ? [] : [leaf]);
  const last = all.length - 1;
  return all.flatMap((step, index) => {
    const name = 'subject' in step ? shownName(step.subject) : '';
    const kind = index === last ? 'trusted authority' : 'intermediate';
    const flaw = dateFlaw(index === 0 ? 'The certificate' : `The ${kind} ${name}`, step, now);
    return flaw === undefined ? [] : [flaw];
  });
}

function revoked({ revokedAt }: StapleJudgement): Flaw {
  const when = revokedAt === undefined ? '' : ` on ${dateInWords(revokedAt)}`;
  return {
    reason: 'revoked',
    detail: `The certificate was revoked by its issuer${when}; the stapled OCSP response says so.`,
  };
}

function notesOn(leaf: Judgement['leaf'], ocsp: StapleJudgement, strictFault: string | undefined): string[] {
  const notes: string[] = [];
  if (strictFault !== undefined) {
    notes.push(`${strictFault}, so that Python 3.13 and later refuse the chain (VERIFY_X509_STRICT).`);
  }
  if (leaf?.mustStaple === true && ocsp.good !== true) {
    notes.push(
      'The certificate demands a stapled OCSP response (TLS feature, RFC 7633) and has no good one: some clients refuse it.',
    );
  }
  if (ocsp.problem !== undefined) notes.push(ocsp.problem);
  return notes;
}
