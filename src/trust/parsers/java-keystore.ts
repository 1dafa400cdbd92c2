import { javaKeystoreKind, readJavaKeystore } from '../../formats/java-keystore/java-keystore.ts';
import type { Keystore, KeystoreCertificate } from '../../formats/keystore.ts';
import { keystoreKind } from '../../formats/open-keystore.ts';
import { Passphrase, USUAL_PASSPHRASES } from '../../formats/passphrase.ts';
import { readPkcs12 } from '../../formats/pkcs12/pkcs12.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { certificateAtStart, type ParsedAnchors } from './parsed-anchors.ts';

/**
 * A trust store as Java loads it when no password is named: JKS, whose certificates are in the clear, or PKCS #12.
 * It is one structure: damaged anywhere, it cannot be loaded at all. PEM is none. Without a password Java looks at no
 * digest and no MAC.
 */
export function javaKeystore(bytes: Buffer, reader: CertificateReader): ParsedAnchors {
  const closed = 'its certificates are encrypted, and Java knows no password';
  return anchorsOf(withPassphrases(bytes, []), reader, { certificates: [], problem: closed });
}

/**
 * The same where a password is named. That is the program's own and is not looked at: what is encrypted is opened by the
 * password that everybody uses, or it is not known what is in it, and that it fits the digest or MAC is taken for granted.
 */
export function openedJavaKeystore(bytes: Buffer, reader: CertificateReader): ParsedAnchors {
  const closed = 'its certificates are encrypted, and the password that Java is told is not looked at';
  return anchorsOf(withPassphrases(bytes, USUAL), reader, {
    certificates: [],
    problem: closed,
    isUnknown: true,
  });
}

const USUAL: readonly Passphrase[] = USUAL_PASSPHRASES.map((octets) => new Passphrase(octets));

/** A store is anybody's who starts a Java; what costs more than a few seconds stays closed. */
const MOST_ROUNDS = 3_000_000;

function anchorsOf(
  keystore: Keystore | undefined,
  reader: CertificateReader,
  closed: ParsedAnchors,
): ParsedAnchors {
  const damaged: ParsedAnchors = {
    certificates: [],
    problem: 'it is no whole keystore, and Java then fails to set up TLS at all',
  };
  const isClosed = keystore?.findings.some(({ reason }) => HARMLESS.has(reason)) ?? false;
  if (keystore === undefined || keystore.findings.some(({ reason }) => !HARMLESS.has(reason))) return damaged;
  const certificates: Certificate[] = [];
  for (const { der } of keystore.certificates.filter((each) => isAnchor(keystore, each))) {
    const certificate = certificateAtStart(Buffer.from(der), reader);
    if (certificate === undefined) return damaged;
    certificates.push(certificate);
  }
  if (certificates.length > 0) return { certificates };
  return isClosed ? closed : { certificates, problem: 'it holds no certificate' };
}

/** What is no damage: what is encrypted stays closed, however often the key would have to be derived. */
const HARMLESS: ReadonlySet<string> = new Set(['bad_passphrase', 'timeout']);

function withPassphrases(bytes: Buffer, passphrases: readonly Passphrase[]): Keystore | undefined {
  const options = { passphrases, isExpected: false, budget: { left: MOST_ROUNDS } };
  const ignoresDigest = passphrases.length === 0;
  if (javaKeystoreKind(bytes) === 'jks') return readJavaKeystore(bytes, { ...options, ignoresDigest });
  return keystoreKind(bytes) === 'pkcs12' ? readPkcs12(bytes, options) : undefined;
}

/** Java takes for anchors what it has marked so, and in JKS the first certificate of each key's chain. */
function isAnchor({ kind }: Keystore, { use, index }: KeystoreCertificate): boolean {
  return use === 'trusted' || (kind === 'jks' && use === 'key' && index === 0);
}
