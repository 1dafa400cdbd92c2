import { expect, it } from 'vitest';
import type { Keystore } from '../../src/formats/keystore.ts';
import { keystoreContainer } from '../../src/formats/keystore-container.ts';
import { openKeystore } from '../../src/formats/open-keystore.ts';
import { Passphrase } from '../../src/formats/passphrase.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { explicit, objectIdentifier, octetString, sequence } from '../support/der-writer.ts';
import { bag, certificateBag, pfx, plainContent } from '../support/pfx-writer.ts';
import { createRevocationList } from '../support/revocation-list-factory.ts';

const read = (...bags: Buffer[]) => {
  const options = { passphrases: [new Passphrase('')], isExpected: true };
  return keystoreContainer(
    openKeystore(pfx([plainContent(bags)]), options) as Keystore,
    new CertificateReader(),
  );
};

it('names the entry of each certificate: by its name, or by its subject', () => {
  const [one, two] = ['One', 'Two'].map((subject) => createCertificate({ subject }).der) as [Buffer, Buffer];
  const container = read(certificateBag(one, 'grüße'), certificateBag(two), certificateBag(one, '\0'));
  expect(container.entries).toEqual(['grüße', 'CN=Two', 'CN=One']);
  expect(container).toMatchObject({ kind: 'pkcs12', findings: [], otherObjects: 0 });
});

it('keeps entries beside their certificates where one between them cannot be read', () => {
  const { der } = createCertificate({ subject: 'Good' });
  const cut = der.subarray(0, -1);
  const container = read(certificateBag(der, 'a'), certificateBag(cut, 'b'), certificateBag(der, 'c'));
  expect(container.entries).toEqual(['a', 'c']);
  expect(container.certificates).toHaveLength(2);
  expect(container.findings).toMatchObject([
    { reason: 'malformed_certificate', detail: expect.stringContaining('bag 2 ("b")') },
  ]);
});

it('takes revocation lists along, and counts keys without looking at them', () => {
  const list = createRevocationList({});
  const crl = sequence(objectIdentifier('1.2.840.113549.1.9.23.1'), explicit(0, octetString(list.der)));
  const container = read(bag(4, crl), bag(1, sequence()), bag(2, sequence()));
  expect(container).toMatchObject({ certificates: [], findings: [], otherObjects: 2 });
  expect(container.revocationLists).toHaveLength(1);
});
