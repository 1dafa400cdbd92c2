import type { GateSettings } from '../../model/rotation.ts';
import { plural } from '../../model/words.ts';
import { readAnchorDetails } from '../../trust/audit/anchor.ts';
import { opensslCertificate } from '../../x509/openssl-certificate.ts';
import type { ContentCertificate } from '../content/content.ts';
import { named } from './named.ts';

/** Signatures that every build of OpenSSL can check; older ones are switched off here and there. */
const CHECKABLE = /SHA(?:256|384|512)|Ed25519/;

/** Anchors that are to be judged. */
export interface Anchors {
  readonly before: readonly ContentCertificate[];
  readonly after: readonly ContentCertificate[];
  /** Unix seconds. */
  readonly now: number;
}

/** What every set of anchors has to be, as sentences that begin with what it is. */
export function soundnessFaults({ after }: Anchors): string[] {
  const faults: string[] = [];
  const strangers = after.filter(({ certificate }) => certificate.role === 'leaf');
  if (strangers.length > 0) {
    faults.push(
      `${plural(strangers.length, 'certificate')} that ${strangers.length === 1 ? 'is no CA' : 'are no CAs'}, to which no chain can lead: ${named(strangers)}`,
    );
  }
  const forged = after.filter(isForged);
  if (forged.length > 0) {
    faults.push(
      `${plural(forged.length, 'root')} whose signature is not by ${forged.length === 1 ? 'its' : 'their'} own key, because of damage or forgery: ${named(forged)}`,
    );
  }
  return faults.map((fault) => `it holds ${fault}`);
}

/** Whether nobody would be trusted. */
export function forceFault({ after, now }: Anchors): string[] {
  const isInForce = ({ certificate: { notBefore, notAfter } }: ContentCertificate): boolean =>
    notBefore <= now && now <= notAfter;
  return after.some(isInForce)
    ? []
    : ['it holds no anchor that is valid now, so that nobody would be trusted'];
}

/** Whether it has shrunk too much. */
export function shareFault({ before, after }: Anchors, { minShare }: GateSettings): string[] {
  // Shares are decimal and their products are not: 0.9 of 10 is 9.
  if (after.length >= before.length * minShare - 1e-9) return [];
  return [
    `it holds ${plural(after.length, 'anchor')} where ${before.length} are now, less than the share of ${minShare} that has to stay (min_share)`,
  ];
}

/** What a person should know of anchors that are accepted. */
export function anchorNotes({ after, now }: Anchors): string[] {
  const notes: string[] = [];
  const tell = (found: readonly ContentCertificate[], what: string): void => {
    if (found.length > 0) notes.push(`${plural(found.length, 'anchor')} ${what}: ${named(found)}`);
  };
  tell(
    after.filter(({ certificate }) => certificate.notAfter < now),
    'expired',
  );
  tell(
    after.filter(({ certificate }) => now < certificate.notBefore),
    'not valid yet',
  );
  tell(
    after.filter(({ certificate }) => certificate.role === 'intermediate'),
    'signed by another authority, where OpenSSL ends no chain unless it is allowed partial ones',
  );
  tell(
    after.filter(
      ({ der, certificate }) => certificate.role !== 'leaf' && readAnchorDetails(der)?.maySign === false,
    ),
    'whose keyUsage does not allow to sign certificates',
  );
  return notes;
}

/**
 * A root carries its own signature, and one changed bit anywhere breaks it. One that names another key as its
 * signer's, as authorities do when they change keys (RFC 4210, 4.4), is not meant to verify so.
 */
function isForged({ der, certificate: { role, signatureAlgorithm } }: ContentCertificate): boolean {
  if (role !== 'root' || !CHECKABLE.test(signatureAlgorithm)) return false;
  try {
    const root = opensslCertificate(der);
    return root.checkIssued(root) && !root.verify(root.publicKey);
  } catch {
    // A kind of key that OpenSSL does not know: nothing is known of the signature either.
    return false;
  }
}
