import type { AuditFinding } from '../../model/trust-audit.ts';
import { oldSubjectHash, subjectHash } from './subject-hash.ts';

/** The name of a link that OpenSSL looks up: a hash, a dot, a number (openssl-rehash(1)); those of lists have an `r`. */
export const HASH_LINK = /^([0-9a-f]{8})\.(\d+)$/;

/** Names that `openssl rehash` makes links to. */
const REHASHED = /\.(?:pem|crt|cer)$/;

/** One name in a folder of anchors. */
export interface FolderEntry {
  readonly name: string;
  /** The certificates that it holds; undefined where a link leads nowhere or the file cannot be read. */
  readonly certificates:
    | readonly { fingerprintSha256: string; subject: string; subjectDer: Buffer }[]
    | undefined;
}

interface HashLink {
  readonly entry: FolderEntry;
  readonly hash: string;
  readonly number: number;
}

/**
 * What is wrong with the hash links of a folder. OpenSSL finds an anchor in a folder by them alone, asks for one
 * number after the other and stops at the first that is missing (by_dir.c). A folder without any is not used so.
 */
export function hashLinkFindings(entries: readonly FolderEntry[]): AuditFinding[] {
  const links = entries.flatMap((entry): HashLink[] => {
    const [, hash, number] = HASH_LINK.exec(entry.name) ?? [];
    return hash === undefined ? [] : [{ entry, hash, number: Number(number) }];
  });
  if (links.length === 0) return [];
  return [...links.flatMap(linkFindings), ...gapFindings(links), ...missingFindings(entries, links)];
}

const REPAIR = 'run openssl rehash on the folder';

function linkFindings({ entry, hash }: HashLink): AuditFinding[] {
  if (entry.certificates === undefined) {
    return [
      {
        check: 'link_dangling',
        level: 'medium',
        detail: `${entry.name} leads to nothing that can be read: ${REPAIR}`,
      },
    ];
  }
  const [first] = entry.certificates;
  const fits =
    first !== undefined &&
    (subjectHash(first.subjectDer) === hash || oldSubjectHash(first.subjectDer) === hash);
  if (fits) return [];
  const detail = `${entry.name} leads to ${first === undefined ? 'no certificate' : 'a certificate with another hash'}, so that OpenSSL looks there in vain: ${REPAIR}`;
  return [{ check: 'link_stale', level: 'medium', detail, ...named(first) }];
}

function gapFindings(links: readonly HashLink[]): AuditFinding[] {
  const numbers = new Map<string, Set<number>>();
  for (const { hash, number } of links) numbers.set(hash, (numbers.get(hash) ?? new Set()).add(number));
  return links.flatMap(({ entry, hash, number }) => {
    const known = numbers.get(hash) ?? new Set();
    const gap = Array.from({ length: Math.min(number, 64) }, (_, below) => below).find(
      (below) => !known.has(below),
    );
    if (gap === undefined) return [];
    const detail = `${entry.name} is never reached, because ${hash}.${gap} is missing: ${REPAIR}`;
    return [{ check: 'link_gap', level: 'medium', detail, ...named(entry.certificates?.[0]) }];
  });
}

function missingFindings(entries: readonly FolderEntry[], links: readonly HashLink[]): AuditFinding[] {
  const reached = new Set(
    links.flatMap(({ entry, hash }) =>
      (entry.certificates ?? []).map(({ fingerprintSha256 }) => `${hash} ${fingerprintSha256}`),
    ),
  );
  return entries.flatMap(({ name, certificates }) => {
    // Files with several certificates are bundles, to which no links are made.
    const [only, second] = certificates ?? [];
    if (only === undefined || second !== undefined || !REHASHED.test(name)) return [];
    const hash = subjectHash(only.subjectDer);
    if (hash === undefined || reached.has(`${hash} ${only.fingerprintSha256}`)) return [];
    const detail = `${name} has no link ${hash}.<number>, so that OpenSSL does not find it in this folder: ${REPAIR}`;
    return [{ check: 'link_missing', level: 'medium', detail, ...named(only) }];
  });
}

function named(
  certificate: { fingerprintSha256: string; subject: string } | undefined,
): Pick<AuditFinding, 'subject' | 'fingerprintSha256'> {
  if (certificate === undefined) return {};
  return { subject: certificate.subject, fingerprintSha256: certificate.fingerprintSha256 };
}
