import { expect, it } from 'vitest';
import { identifiesKeyOf, namesAnotherIssuer } from '../../../src/handshake/verify/key-identifiers.ts';
import { extension } from '../../support/certificate-factory.ts';
import { implicit, sequence } from '../../support/der-writer.ts';
import { read } from '../../support/judged-chain.ts';
import { authority, server } from '../../support/pki.ts';

const root = authority('Root', { serialNumber: 0x1234 });
const bySerial = (octets: number[]) =>
  server({
    issuer: root,
    identifiers: false,
    extensions: [extension('2.5.29.35', sequence(implicit(2, Buffer.from(octets))))],
  });

it.each([
  ['the key', server({ issuer: root }), true, false],
  ['another key', server({ issuer: root, authorityKeyIdentifier: Buffer.of(1) }), false, true],
  ['nothing', server({ issuer: root, identifiers: false }), undefined, false],
  ['the serial number', bySerial([0x12, 0x34]), undefined, false],
  ['another serial number', bySerial([0x12, 0x35]), undefined, true],
])('a certificate that names %s of its issuer', (_, certificate, identifies, another) => {
  expect(identifiesKeyOf(read(certificate), read(root))).toBe(identifies);
  expect(namesAnotherIssuer(read(certificate), read(root))).toBe(another);
});

it('an issuer without an identifier is nobody in particular', () => {
  expect(
    identifiesKeyOf(read(server({ issuer: root })), read(authority('Root', { identifiers: false }))),
  ).toBeUndefined();
});
