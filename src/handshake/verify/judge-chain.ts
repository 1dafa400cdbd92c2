import type { TrustStore } from '../trust/trust-store.ts';
import { buildPaths, type CertificatePath, type PathSearch } from './build-paths.ts';
import { CertificatePool, EMPTY_POOL } from './certificate-pool.ts';
import { servedOrder } from './chain-findings.ts';
import type { Flaw } from './flaw.ts';
import type { JudgedPath, Judgement } from './judgement.ts';
import type { PathCertificate } from './path-certificate.ts';
import { leafFaults, pathFlaws, unknownCritical } from './path-flaws.ts';
import { shownName } from './shown-name.ts';
import { SIGNATURE_UNITS, type SignatureBudget, type SignatureChecks } from './signature-checks.ts';
import { strictFault } from './strict-fault.ts';
import type { PathStep } from './verdict.ts';
import { weakKey, weakSignature } from './weak-crypto.ts';

/** A served certificate, or why it cannot be read. */
export type ServedReading = PathCertificate | string;

/** Judges a served chain but for dates, names and revocation: all the work that need be done only once. */
export function judgeChain(
  readings: readonly ServedReading[],
  trust: TrustStore,
  intermediates: CertificatePool,
  signatures: SignatureChecks,
): Judgement {
  const flaws = readings.flatMap((reading, place) => unreadable(reading, place));
  const [leaf] = readings;
  if (leaf === undefined) flaws.push({ reason: 'invalid_chain', detail: 'The server sent no certificate.' });
  if (leaf === undefined || typeof leaf === 'string') {
    return { leaf: undefined, flaws, paths: [], noPath: undefined, chainFindings: [] };
  }
  const served = readings.filter((reading) => typeof reading !== 'string');
  const pool = new CertificatePool(served);
  const { anchors } = trust;
  const budget: SignatureBudget = { left: SIGNATURE_UNITS };
  let search = buildPaths({ leaf, intermediates: pool, anchors }, signatures, budget);
  const { findings, end } = servedOrder(pool, served.length, signatures, budget);
  const needsMore = search.paths.length === 0 && intermediates !== EMPTY_POOL;
  if (needsMore) {
    const all = new CertificatePool([...pool.certificates, ...intermediates.certificates]);
    search = buildPaths({ leaf, intermediates: all, anchors }, signatures, budget);
  }
  const isMissing = needsMore && search.paths.length > 0;
  const selfSigned = leaf.selfIssued && !anchors.has(leaf) && signatures.check(leaf, leaf, budget) === 'good';
  const judged = search.paths.map((path) => judgePath(path, pool, anchors, selfSigned));
  const isClosed = judged.length > 0;
  return {
    leaf: {
      names: leaf.extensions.names ?? [],
      notBefore: leaf.notBefore,
      notAfter: leaf.notAfter,
      serialNumber: leaf.serialNumber,
      // A copy: the slice would keep the whole certificate.
      issuerDer: Buffer.from(leaf.issuerDer),
      mustStaple: leaf.extensions.mustStaple,
      issuers: [...pool.namesakesOfIssuer(leaf), ...anchors.namesakesOfIssuer(leaf)].filter(
        (issuer) => signatures.check(leaf, issuer, budget) === 'good',
      ),
    },
    flaws: isClosed ? flaws : [...flaws, ...leafFlaws(leaf)],
    paths: judged,
    noPath: isClosed || flaws.length > 0 ? undefined : whyNoPath({ search, end, trust, selfSigned }),
    chainFindings: isMissing ? [...findings, 'missing_intermediate'] : findings,
  };
}

function unreadable(reading: ServedReading, place: number): Flaw[] {
  if (typeof reading !== 'string') return [];
  const which = place === 0 ? 'The certificate' : `Certificate ${place} behind the server's own`;
  return [{ reason: 'invalid_chain', detail: `${which} cannot be read: ${reading}.` }];
}

function judgePath(
  path: CertificatePath,
  served: CertificatePool,
  anchors: CertificatePool,
  selfSigned: boolean,
): JudgedPath {
  const steps = path.certificates.map((each) => stepOf(each, served, anchors));
  const flaws = [...pathFlaws(path)];
  for (const { origin, subject } of steps) {
    if (origin === 'added') {
      const detail = `The server does not send the intermediate ${shownName(subject)}, and clients that do not have it cannot build the chain.`;
      flaws.push({ reason: 'missing_intermediate', detail });
    }
  }
  if (selfSigned && flaws.length > 0) flaws.push(SELF_SIGNED);
  const fault = flaws.length > 0 ? undefined : strictFault(path.certificates);
  return fault === undefined ? { steps, flaws } : { steps, flaws, strictFault: fault };
}

function stepOf(certificate: PathCertificate, served: CertificatePool, anchors: CertificatePool): PathStep {
  const { subject, fingerprint, notBefore, notAfter } = certificate;
  const origin = anchors.has(certificate) ? 'anchor' : served.has(certificate) ? 'served' : 'added';
  return { subject, fingerprintSha256: fingerprint, notBefore, notAfter, origin };
}

const SELF_SIGNED_DETAIL = 'The certificate is signed by its own key alone, and is not trusted itself';
const SELF_SIGNED: Flaw = { reason: 'self_signed', detail: `${SELF_SIGNED_DETAIL}.` };

/** What is wrong with a leaf that no path leads from. */
function leafFlaws(leaf: PathCertificate): Flaw[] {
  const flaw = (reason: Flaw['reason'], what: string | undefined): Flaw[] =>
    what === undefined ? [] : [{ reason, detail: `The certificate ${what}.` }];
  return [
    ...flaw('weak_crypto', weakKey(leaf)),
    ...flaw('weak_crypto', weakSignature(leaf)),
    ...leafFaults(leaf).flatMap((fault) => flaw('invalid_chain', fault)),
    ...flaw('invalid_chain', unknownCritical(leaf)),
    ...flaw('invalid_chain', leaf.extensions.nameFault),
  ];
}

interface Situation {
  readonly search: PathSearch;
  readonly end: PathCertificate;
  readonly trust: TrustStore;
  readonly selfSigned: boolean;
}

function whyNoPath({ search, end, trust, selfSigned }: Situation): Flaw {
  const problem = trust.problem === undefined ? '' : `; ${trust.problem}`;
  // Trust that could not be loaded may well have held it.
  if (selfSigned) return { ...SELF_SIGNED, detail: `${SELF_SIGNED_DETAIL}${problem}.` };
  if (search.exhausted) {
    const detail = 'The chain has more possible paths, or more costly signatures, than a client will follow.';
    return { reason: 'invalid_chain', detail };
  }
  return { reason: 'unknown_authority', detail: `${whereItEnds(end, trust)}${problem}.` };
}

function whereItEnds(end: PathCertificate, { anchors, description }: TrustStore): string {
  if (end.selfIssued)
    return `The chain ends at the root ${shownName(end.subject)}, which is not in ${description}`;
  const issuer = shownName(end.issuer);
  return anchors.namesakesOfIssuer(end).length > 0
    ? `The chain ends at the issuer ${issuer}, and the authority of that name in ${description} has another key`
    : `The chain ends at the issuer ${issuer}, which is neither served nor in ${description}`;
}
