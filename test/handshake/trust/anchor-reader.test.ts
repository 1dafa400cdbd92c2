import { rootCertificates } from 'node:tls';
import { expect, it } from 'vitest';
import { readAnchors } from '../../../src/handshake/trust/anchor-reader.ts';
import { toPem } from '../../support/certificate-factory.ts';
import { authority } from '../../support/pki.ts';

const [one, two] = [authority('One'), authority('Two')];
const subjects = (bytes: string | Buffer): string[] =>
  readAnchors(Buffer.from(bytes)).anchors.map(({ subject }) => subject);

it('reads PEM with anything between the blocks, and DER', () => {
  expect(subjects(`# One\n${one.pem}\n${one.privateKeyPem}${two.pem}`)).toEqual(['CN=One', 'CN=Two']);
  expect(subjects(one.der)).toEqual(['CN=One']);
});

it('reads the certificate of a TRUSTED CERTIFICATE', () => {
  expect(subjects(toPem(Buffer.concat([one.der, Buffer.of(0x30, 0x00)]), 'TRUSTED CERTIFICATE'))).toEqual([
    'CN=One',
  ]);
});

it('counts what cannot be read, and lets it hide nothing', () => {
  const bad = toPem(one.der.subarray(0, 100));
  expect(readAnchors(Buffer.from(bad + two.pem))).toMatchObject({
    anchors: [{ subject: 'CN=Two' }],
    unreadable: 1,
  });
  expect(readAnchors(Buffer.alloc(0))).toEqual({ anchors: [], unreadable: 0 });
});

it('reads every root that comes with Node', () => {
  expect(readAnchors(Buffer.from(rootCertificates.join('\n')))).toMatchObject({
    anchors: { length: rootCertificates.length },
    unreadable: 0,
  });
});
