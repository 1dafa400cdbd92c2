import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { KeystoreOpener } from '../../../src/sources/keystores/keystore-opener.ts';
import { fieldReader } from '../../../src/sources/kubernetes/read-field.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { pem, privateKeyPem } = createCertificate({ subject: 'www.example.com' });

function read() {
  const opener = new KeystoreOpener({ timeout: 60 });
  onTestFinished(() => opener.close());
  return { opener, read: fieldReader(new CertificateReader(), opener) };
}

function pkcs12(passphrase: string): Buffer {
  const file = join(temporaryFolder(), 'both.pem');
  writeFileSync(file, pem + privateKeyPem);
  return execFileSync('openssl', ['pkcs12', '-export', '-in', file, '-passout', `pass:${passphrase}`]);
}

it('reads PEM at once, without a thread', () => {
  const { opener, read: readField } = read();
  const container = readField(Buffer.from(pem), []);
  if (container instanceof Promise) throw new Error('it has to be waited for');
  expect([container.certificates.length, opener.isRunning]).toEqual([1, false]);
});

it.each([
  ['sesame', ['sesame'], 1],
  ['sesame', ['wrong'], 0],
  ['sesame', [], 0],
  // What everybody tries is tried where nobody says anything.
  ['changeit', [], 1],
  ['', [], 1],
  ['changeit', ['wrong'], 0],
])('opens a keystore of %j with %j: %i certificates', async (passphrase, given, count) => {
  const container = await read().read(
    pkcs12(passphrase),
    given.map((each) => Buffer.from(each)),
  );
  expect(container.certificates).toHaveLength(count);
  expect(container.findings.map(({ reason }) => reason)).toEqual(count === 0 ? ['bad_passphrase'] : []);
});
