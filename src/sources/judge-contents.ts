import type { Container } from '../formats/container.ts';
import type { Finding, ProblemReason } from '../model/problem.ts';

/** Names whose owners say that they hold certificates. */
export const CERTIFICATE_NAMES = /\.(?:crt|cer|pem)$/;

/**
 * What of a file's content is a problem at its place. What nobody said was a certificate, and is none, is left in
 * peace; keys, requests and revocation lists are at home among certificates.
 * @param names those that say that there are certificates in it
 */
export function judgeContents(
  container: Container,
  path: string,
  literal: boolean,
  names: RegExp = CERTIFICATE_NAMES,
): readonly Finding[] {
  const { kind, certificates, revocationLists, findings, otherObjects } = container;
  const expected = literal || names.test(path);
  if (kind === 'unknown' && !expected) return [];
  if (findings.length > 0) return allFindings(container);
  if (certificates.length + revocationLists.length + otherObjects > 0) return [];
  if (kind === 'empty') return [{ reason: 'no_certificate', detail: 'The file is empty.' }];
  return expected ? [{ reason: 'no_certificate', detail: 'There is no certificate in it.' }] : [];
}

/** All findings that were counted; those beyond the hundred that a container describes are one with their number. */
function allFindings({ findings, findingCounts }: Container): readonly Finding[] {
  const all = [...findings];
  for (const [reason, counted] of Object.entries(findingCounts) as [ProblemReason, number][]) {
    const described = findings.filter((finding) => finding.reason === reason).length;
    const count = counted - described;
    if (count > 0) all.push({ reason, detail: `There are ${count} more of these in the file.`, count });
  }
  return all;
}
