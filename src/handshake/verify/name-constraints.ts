import { readIpAddress } from '../../x509/ip-address.ts';
import { type CanonicalName, emailsIn } from './canonical-name.ts';
import type { NameConstraints } from './extensions.ts';
import type { GeneralName } from './general-name.ts';
import type { PathCertificate } from './path-certificate.ts';

/** How many comparisons one path may cost; as many as Go allows. */
export interface ComparisonBudget {
  left: number;
}

/**
 * Why a certificate is not allowed under the name constraints of an issuer above it (RFC 5280, 4.2.1.10), as the end
 * of a sentence; undefined where it is. Constraints of a kind that nothing here compares refuse everything where
 * they are critical, whether or not such a name occurs: as Go does, and more than the RFC demands.
 */
export function constraintBreach(
  certificate: PathCertificate,
  constraints: NameConstraints,
  budget: ComparisonBudget,
): string | undefined {
  const { permitted, excluded, critical } = constraints;
  if (critical && [...permitted, ...excluded].some(({ kind }) => kind === 'other')) {
    return 'name constraints of a kind that is not understood apply to it';
  }
  for (const name of namesOf(certificate)) {
    const ofItsKind = permitted.filter(({ kind }) => kind === name.kind);
    budget.left -= permitted.length + excluded.length;
    if (budget.left < 0) return 'there are too many names and name constraints';
    if (ofItsKind.length > 0 && !ofItsKind.some((base) => isWithin(name, base, 'permitted'))) {
      return `${shown(name)} is not among the names that are permitted`;
    }
    if (excluded.some((base) => isWithin(name, base, 'excluded'))) return `${shown(name)} is excluded`;
  }
  return undefined;
}

/** The names that constraints apply to: the alternative ones, the subject, and the mail addresses in it. */
function namesOf({ subjectName, extensions }: PathCertificate): GeneralName[] {
  const names = [...(extensions.names ?? [])];
  if (subjectName.length > 0) names.push({ kind: 'directory', name: subjectName });
  if (!names.some(({ kind }) => kind === 'email')) {
    names.push(...emailsIn(subjectName).map((text) => ({ kind: 'email', text }) as const));
  }
  return names;
}

type List = 'permitted' | 'excluded';

function isWithin(name: GeneralName, base: GeneralName, list: List): boolean {
  if (name.kind === 'dns' && base.kind === 'dns') return isWithinDomain(name.text, base.text, list);
  if (name.kind === 'ip' && base.kind === 'ip') return isWithinNetwork(name.octets, base.octets);
  if (name.kind === 'directory' && base.kind === 'directory') return isWithinDirectory(name.name, base.name);
  if (name.kind === 'email' && base.kind === 'email') return isWithinMail(name.text, base.text);
  if (name.kind === 'uri' && base.kind === 'uri') {
    const host = hostOf(name.text);
    // A URI whose host is an address or is missing cannot be shown to be permitted (RFC 5280, 4.2.1.10).
    return host === undefined ? list === 'excluded' : isWithinHost(host, base.text);
  }
  return false;
}

/** A name below the base is within it; after a leading dot, which everybody tolerates, the base itself is not. */
function isWithinDomain(name: string, base: string, list: List): boolean {
  const [lower, within] = [name.toLowerCase(), base.toLowerCase()];
  if (within === '' || lower === within) return true;
  if (lower.endsWith(within.startsWith('.') ? within : `.${within}`)) return true;
  // A wildcard stands for the excluded name too, if that is one label below.
  return (
    list === 'excluded' && lower.startsWith('*.') && within.slice(within.indexOf('.')) === lower.slice(1)
  );
}

function isWithinNetwork(address: Buffer, network: Buffer): boolean {
  const { length } = address;
  if (network.length !== length * 2) return false;
  return address.every((octet, index) => {
    const mask = network[length + index] as number;
    return (octet & mask) === ((network[index] as number) & mask);
  });
}

function isWithinDirectory(name: CanonicalName, base: CanonicalName): boolean {
  return base.length <= name.length && base.every((part, index) => part === name[index]);
}

/** A mailbox, all mailboxes of a host, or with a leading dot those of all hosts below. */
function isWithinMail(name: string, base: string): boolean {
  const at = name.lastIndexOf('@');
  const host = name.slice(at + 1);
  const baseAt = base.lastIndexOf('@');
  if (baseAt === -1) return isWithinHost(host, base);
  const sameBox = name.slice(0, at) === base.slice(0, baseAt);
  return sameBox && host.toLowerCase() === base.slice(baseAt + 1).toLowerCase();
}

function isWithinHost(host: string, base: string): boolean {
  const [lower, within] = [host.toLowerCase(), base.toLowerCase()];
  return within === '' || (within.startsWith('.') ? lower.endsWith(within) : lower === within);
}

function hostOf(uri: string): string | undefined {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(uri)?.[1];
  const host = authority?.replace(/:\d*$/, '') ?? '';
  return host === '' || host.startsWith('[') || /^[\d.]+$/.test(host) ? undefined : host;
}

function shown(name: GeneralName): string {
  if (name.kind === 'directory') return 'its subject';
  if (name.kind === 'other') return 'one of its names';
  if (name.kind !== 'ip') return `its name ${name.kind === 'dns' ? 'DNS' : name.kind}:${name.text}`;
  return `its address ${readIpAddress(name.octets, 0, name.octets.length)}`;
}
