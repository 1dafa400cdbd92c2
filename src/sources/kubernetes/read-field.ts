import { keystoreContainer } from '../../formats/keystore-container.ts';
import { keystoreKind } from '../../formats/open-keystore.ts';
import { USUAL_PASSPHRASES } from '../../formats/passphrase.ts';
import { readContainer } from '../../formats/read-container.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import type { KeystoreOpener } from '../keystores/keystore-opener.ts';
import type { ReadField } from './object-contents.ts';

/** Reads PEM, DER and PKCS #7 at once, and keystores in the thread of `opener`. */
export function fieldReader(reader: CertificateReader, opener: KeystoreOpener): ReadField {
  return (bytes, passphrases) => {
    if (keystoreKind(bytes) === undefined) return readContainer(bytes, reader);
    const isExpected = passphrases.length > 0;
    return opener
      .open({ bytes, passphrases: isExpected ? passphrases : USUAL_PASSPHRASES, isExpected })
      .then((keystore) =>
        keystore === undefined ? readContainer(bytes, reader) : keystoreContainer(keystore, reader),
      );
  };
}
