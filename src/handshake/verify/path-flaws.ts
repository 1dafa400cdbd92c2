import type { CertificatePath } from './build-paths.ts';
import { KEY_USAGE } from './extensions.ts';
import type { Flaw } from './flaw.ts';
import { namesAnotherIssuer } from './key-identifiers.ts';
import { type ComparisonBudget, constraintBreach } from './name-constraints.ts';
import type { PathCertificate } from './path-certificate.ts';
import { policyBreach } from './policy-breach.ts';
import { shownName } from './shown-name.ts';
import { weakKey, weakSignature } from './weak-crypto.ts';

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const SERVER_USAGES = KEY_USAGE.digitalSignature | KEY_USAGE.keyEncipherment | KEY_USAGE.keyAgreement;
const MOST_COMPARISONS = 250_000;

/**
 * Everything that is wrong with a path for a TLS client (RFC 5280, 6.1), but for its dates. The anchor's own
 * extensions hold as well (RFC 5937), as they do for OpenSSL and Go.
 */
export function pathFlaws(path: CertificatePath): readonly Flaw[] {
  const { certificates, brokenAt } = path;
  const flaws: Flaw[] = [];
  const budget: ComparisonBudget = { left: MOST_COMPARISONS };
  const last = certificates.length - 1;
  certificates.forEach((certificate, index) => {
    const who = described(certificate, index, last);
    const add = (reason: Flaw['reason'], what: string | undefined): void => {
      if (what !== undefined) flaws.push({ reason, detail: `${who} ${what}.` });
    };
    add('weak_crypto', weakKey(certificate));
    if (index < last) {
      const issuer = certificates[index + 1] as PathCertificate;
      add('weak_crypto', weakSignature(certificate));
      add('invalid_chain', index === brokenAt ? 'has a signature that its issuer did not make' : undefined);
      const mismatched = index !== brokenAt && namesAnotherIssuer(certificate, issuer);
      add(
        'invalid_chain',
        mismatched ? 'names another key than that of its issuer (authorityKeyIdentifier)' : undefined,
      );
    }
    for (const fault of index === 0 ? leafFaults(certificate) : issuerFaults(certificates, index)) {
      add('invalid_chain', fault);
    }
    add('invalid_chain', unknownCritical(certificate));
    add('invalid_chain', certificate.extensions.nameFault);
    add('invalid_chain', breach(certificates, index, budget));
  });
  const policy = policyBreach(certificates);
  if (policy !== undefined)
    flaws.push({ reason: 'invalid_chain', detail: `An intermediate of the path ${policy}.` });
  return flaws;
}

/** A certificate in a sentence, by its place in the path. */
export function described(certificate: PathCertificate, index: number, last: number): string {
  if (index === 0) return 'The certificate';
  return `The ${index === last ? 'trusted authority' : 'intermediate'} ${shownName(certificate.subject)}`;
}

/** What is wrong with a server's own certificate whoever issued it. */
export function leafFaults({ extensions }: PathCertificate): string[] {
  const { keyUsage } = extensions;
  const faults = usageFaults(extensions.extendedKeyUsage);
  if (keyUsage !== undefined && (keyUsage & SERVER_USAGES) === 0) {
    faults.push('has a key that is not for TLS servers (keyUsage)');
  }
  return faults;
}

/** What a client does not understand and may not ignore. */
export function unknownCritical({ extensions }: PathCertificate): string | undefined {
  const [first] = extensions.unknownCritical;
  return first === undefined
    ? undefined
    : `has a critical extension that clients do not know (${shownName(first)})`;
}

function issuerFaults(path: readonly PathCertificate[], index: number): string[] {
  const { version, extensions } = path[index] as PathCertificate;
  const { basicConstraints, keyUsage } = extensions;
  const faults = usageFaults(extensions.extendedKeyUsage);
  // Roots older than extensions are authorities because they were configured to be.
  const isOldAnchor = version < 3 && index === path.length - 1;
  if (basicConstraints?.isAuthority !== true && !isOldAnchor) {
    faults.push('is not a certificate authority (basicConstraints)');
  }
  if (keyUsage !== undefined && (keyUsage & KEY_USAGE.keyCertSign) === 0) {
    faults.push('must not sign certificates (keyUsage)');
  }
  const below = path.slice(1, index).filter(({ selfIssued }) => !selfIssued).length;
  if (below > (basicConstraints?.pathLength ?? Number.POSITIVE_INFINITY)) {
    faults.push(
      `allows ${basicConstraints?.pathLength} intermediates below it, and there are ${below} (pathLenConstraint)`,
    );
  }
  return faults;
}

/**
 * Whoever has extended key usages has no others, and an authority hands on no more than it has. That any usage is
 * allowed is not enough: RFC 5280, 4.2.1.12, lets clients ask for the one they need, and OpenSSL does.
 */
function usageFaults(usages: readonly string[] | undefined): string[] {
  return usages === undefined || usages.includes(SERVER_AUTH)
    ? []
    : ['is not for TLS servers (extendedKeyUsage)'];
}

/** Constraints bind every certificate below, but for intermediates that an authority issued to itself. */
function breach(
  path: readonly PathCertificate[],
  index: number,
  budget: ComparisonBudget,
): string | undefined {
  const certificate = path[index] as PathCertificate;
  if (index > 0 && certificate.selfIssued) return undefined;
  for (const issuer of path.slice(index + 1)) {
    const { nameConstraints } = issuer.extensions;
    const why = nameConstraints && constraintBreach(certificate, nameConstraints, budget);
    if (why !== undefined) {
      return `breaks the name constraints of ${shownName(issuer.subject)}: ${shownName(why)}`;
    }
  }
  return undefined;
}
