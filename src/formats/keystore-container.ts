import { berElement } from '../x509/ber.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import type { Container } from './container.ts';
import { ContainerBuilder } from './container-builder.ts';
import { derShape } from './der-shape.ts';
import type { Keystore } from './keystore.ts';

/**
 * What a keystore holds, certificates read. Each is in the entry of its alias or friendly name; one without a name is
 * in that of its subject, which stays the same when it is renewed or others come and go.
 */
export function keystoreContainer(keystore: Keystore, reader: CertificateReader): Container {
  const builder = new ContainerBuilder(reader);
  const entries: string[] = [];
  for (const { der, name, where } of keystore.certificates) {
    const bytes = asBuffer(der);
    if (!isCertificate(bytes)) {
      builder.addFinding('malformed_certificate', `${where} is no certificate, or is cut off`);
      continue;
    }
    const certificate = builder.addCertificate(bytes, where);
    if (certificate !== undefined) entries.push(name ?? certificate.subject);
  }
  for (const [index, der] of keystore.revocationLists.entries()) {
    builder.addRevocationList(asBuffer(der), `revocation list ${index + 1} of the keystore`);
  }
  for (const _ of keystore.keys) builder.addOtherObject();
  for (const { reason, detail } of keystore.findings) builder.addFinding(reason, detail);
  return { ...builder.finish(keystore.kind), entries };
}

/** Only what has the shape of a certificate is handed on: a key in its place is not to be hashed. */
function isCertificate(der: Buffer): boolean {
  const element = berElement(der, 0, der.length);
  return element !== undefined && derShape(der, element) === 'certificate';
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
