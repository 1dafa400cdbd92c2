import { javaKeystoreKind, readJavaKeystore } from '../../formats/java-keystore/java-keystore.ts';
import type { Keystore, KeystoreCertificate } from '../../formats/keystore.ts';
import { keystoreKind } from '../../formats/open-keystore.ts';
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
  const damaged: ParsedAnchors = {
    certificates: [],
    problem: 'it is no whole keystore, and Java then fails to set up TLS at all',
  };
  const keystore = withoutPassphrase(bytes);
  const isEncrypted = keystore?.findings.some(({ reason }) => reason === 'bad_passphrase') ?? false;
  if (keystore === undefined || keystore.findings.some(({ reason }) => !HARMLESS.has(reason))) return damaged;
  const certificates: Certificate[] = [];
  for (const { der } of keystore.certificates.filter((each) => isAnchor(keystore, each))) {
    const certificate = certificateAtStart(Buffer.from(der), reader);
    if (certificate === undefined) return damaged;
    certificates.push(certificate);
  }
  if (certificates.length > 0) return { certificates };
  const problem = isEncrypted
    ? 'its certificates are encrypted, and Java knows no password'
    : 'it holds no certificate';
  return { certificates, problem };
}

/** What is no damage: what is encrypted stays closed, however often the key would have to be derived. */
const HARMLESS: ReadonlySet<string> = new Set(['bad_passphrase', 'timeout']);

function withoutPassphrase(bytes: Buffer): Keystore | undefined {
  const options = { passphrases: [], isExpected: false };
  if (javaKeystoreKind(bytes) === 'jks') return readJavaKeystore(bytes, { ...options, ignoresDigest: true });
  return keystoreKind(bytes) === 'pkcs12' ? readPkcs12(bytes, options) : undefined;
}

/** Java takes for anchors what it has marked so, and in JKS the first certificate of each key's chain. */
function isAnchor({ kind }: Keystore, { use, index }: KeystoreCertificate): boolean {
  return use === 'trusted' || (kind === 'jks' && use === 'key' && index === 0);
}
