import { dateInWords, expiryInWords } from '../../model/words.ts';
import { opensslCertificate } from '../../x509/openssl-certificate.ts';
import type { ContentCertificate } from '../content/content.ts';
import { subjectOf } from './named.ts';

type Chain = readonly ContentCertificate[];

/** Why a server cannot show this chain: sentences without a full stop. */
export function chainFaults(chain: Chain, now: number): string[] {
  const [first, ...issuers] = chain;
  if (first === undefined) return ['it holds no certificate'];
  const faults: string[] = [];
  const server = chain.findIndex(({ certificate }) => certificate.role === 'leaf');
  if (server === -1) {
    faults.push(`it holds only CAs, and no certificate of a server: ${subjectOf(first)} comes first`);
  } else if (server > 0) {
    const leaf = chain[server] as ContentCertificate;
    faults.push(
      `it begins with the CA ${subjectOf(first)}: the server's own certificate, ${subjectOf(leaf)}, has to come first`,
    );
  }
  for (const [index, each] of chain.entries()) {
    const { notBefore, notAfter } = each.certificate;
    if (notBefore <= now && now <= notAfter) continue;
    const which = index === 0 ? 'the certificate' : `certificate ${index + 1},`;
    const when =
      notAfter < now ? `expired on ${dateInWords(notAfter)}` : expiryInWords(each.certificate, now);
    faults.push(`${which} ${subjectOf(each)} ${notAfter < now ? when : `is ${when}`}`);
  }
  if (server > 0) return faults;
  for (const [index, issuer] of issuers.entries()) {
    const child = chain[index] as ContentCertificate;
    const place = `certificate ${index + 2}, ${subjectOf(issuer)},`;
    if (issuer.certificate.role === 'leaf') faults.push(`${place} is no CA, and signs nothing`);
    else if (!hasIssued(issuer, child))
      faults.push(
        `${place} did not sign the one before it, ${subjectOf(child)}: a chain goes from the server's certificate upwards, each signed by the next`,
      );
  }
  return faults;
}

/** What is different for those who connect: sentences without a full stop. */
export function chainNotes(before: Chain, chain: Chain): string[] {
  const notes: string[] = [];
  const [leaf] = chain;
  const former = before.find(({ certificate }) => certificate.role === 'leaf');
  if (leaf === undefined) return notes;
  if (former !== undefined) notes.push(...renewalNotes(former, leaf));
  const last = chain.at(-1) as ContentCertificate;
  if (chain.length > 1 && last.certificate.role === 'root')
    notes.push(`it ends with the root ${subjectOf(last)}, which nobody needs to be sent`);
  if (chain.length === 1 && leaf.certificate.issuer !== leaf.certificate.subject)
    notes.push(
      'it has no intermediate: clients that do not have the issuer themselves cannot build the chain',
    );
  return notes;
}

function renewalNotes(former: ContentCertificate, leaf: ContentCertificate): string[] {
  const notes: string[] = [];
  const lost = former.certificate.sans.filter((name) => !isCovered(name, leaf.certificate.sans));
  if (lost.length > 0) notes.push(`the new certificate is no longer for ${lost.join(', ')}`);
  if (leaf.certificate.notAfter < former.certificate.notAfter)
    notes.push(
      `the new certificate expires on ${dateInWords(leaf.certificate.notAfter)}, sooner than the one that is there now (${dateInWords(former.certificate.notAfter)})`,
    );
  if (!publicKey(former).equals(publicKey(leaf)))
    notes.push('the new certificate is for another key: that key has to be in place as well');
  return notes;
}

/** Whether a name, `DNS:www.example.com`, is one of these or below a wildcard of them (RFC 6125, 6.4.3). */
function isCovered(name: string, names: readonly string[]): boolean {
  const plain = name.toLowerCase();
  const others = names.map((other) => other.toLowerCase());
  const wildcard = plain.replace(/^dns:[^.]+\./, 'dns:*.');
  return others.includes(plain) || (plain.startsWith('dns:') && others.includes(wildcard));
}

function hasIssued(issuer: ContentCertificate, child: ContentCertificate): boolean {
  try {
    const above = opensslCertificate(issuer.der);
    const below = opensslCertificate(child.der);
    return below.checkIssued(above) && below.verify(above.publicKey);
  } catch {
    return false;
  }
}

/** The SubjectPublicKeyInfo; empty where OpenSSL knows no such key. */
function publicKey({ der }: ContentCertificate): Buffer {
  try {
    return opensslCertificate(der).publicKey.export({ type: 'spki', format: 'der' });
  } catch {
    return Buffer.alloc(0);
  }
}
