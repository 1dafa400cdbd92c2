import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { signedStatus } from '../../../src/handshake/ocsp/signed-status.ts';
import type { GeneratedCertificate } from '../../support/certificate-factory.ts';
import { NOW } from '../../support/chain-faults.ts';
import { read } from '../../support/judged-chain.ts';
import { type OcspOptions, ocspResponse } from '../../support/ocsp-maker.ts';
import { authority, type PkiOptions, server } from '../../support/pki.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const issuer = authority('Root');
const leaf = server({ issuer });
const responder = (options: PkiOptions) =>
  server({ subject: 'Responder', sans: [], purposes: ['ocspSigning'], ...options });
const ask = (options: Partial<OcspOptions>, issuers: readonly GeneratedCertificate[] = [issuer]) =>
  signedStatus(
    ocspResponse({ leaf, issuer, status: 'good', thisUpdate: NOW, ...options }),
    read(leaf),
    issuers.map((each) => read(each)),
  );

it('takes the word of the issuer', () => {
  expect(ask({})).toEqual({ status: 'good', thisUpdate: NOW });
});

it('takes the word of a responder that the issuer has certified', () => {
  const delegate = responder({ issuer });
  expect(ask({ signer: delegate.key, certificates: [server({ issuer }), delegate] })).toMatchObject({
    status: 'good',
    signer: { subject: 'CN=Responder' },
  });
});

const NOT_BY = 'is not signed by the issuer or by a responder of its own';

it.each<[string, GeneratedCertificate]>([
  ['another server of the issuer', responder({ issuer, purposes: ['serverAuth'] })],
  ['a responder for any purpose', responder({ issuer, purposes: ['any'] })],
  ['a responder of somebody else', responder({ issuer: authority('Other') })],
  ['a responder of a namesake', responder({ issuer: authority('Root') })],
  ['a responder of its own making', responder({})],
])('does not take the word of %s', (_, stranger) => {
  expect(ask({ signer: stranger.key, certificates: [stranger] })).toBe(NOT_BY);
});

it('does not take the word of a responder whose certificate is not there', () => {
  expect(ask({ signer: responder({ issuer }).key })).toBe(NOT_BY);
});

it('says that the hash is the trouble, and not who signed', () => {
  const old = authority('Old', { key: 'ec-p256-sha1' });
  const issued = server({ issuer: old });
  const response = ocspResponse({ leaf: issued, issuer: old, status: 'good', thisUpdate: NOW });
  expect(signedStatus(response, read(issued), [read(old)])).toBe(
    'is signed with ECDSA-SHA1, whose hash is broken',
  );
});

it('says nothing about another certificate, or without an issuer', () => {
  expect(ask({ leaf: server({ issuer }) })).toBe('is about another certificate');
  expect(ask({ issuer: authority('Root') })).toBe('is about another certificate');
  expect(ask({}, [])).toMatch(/neither served nor trusted/);
  expect(signedStatus(Buffer.of(1), read(leaf), [])).toMatch(/^cannot be read/);
});

it('understands a responder of openssl’s', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  const serial = read(leaf).serialNumber.toUpperCase();
  writeFileSync(at('issuer.pem'), issuer.pem);
  writeFileSync(at('issuer.key'), issuer.privateKeyPem);
  writeFileSync(at('leaf.pem'), leaf.pem);
  writeFileSync(
    at('index'),
    `R\t350101000000Z\t300101000000Z,keyCompromise\t${serial}\tunknown\t/CN=www.example.com\n`,
  );
  const files = [
    '-issuer',
    at('issuer.pem'),
    '-cert',
    at('leaf.pem'),
    '-index',
    at('index'),
    '-CA',
    at('issuer.pem'),
  ];
  const signer = ['-rsigner', at('issuer.pem'), '-rkey', at('issuer.key'), '-ndays', '3'];
  execFileSync('openssl', ['ocsp', ...files, ...signer, '-respout', at('response')], { stdio: 'ignore' });
  const status = signedStatus(readFileSync(at('response')), read(leaf), [read(issuer)]);
  expect(status).toMatchObject({ status: 'revoked', revokedAt: Date.UTC(2030, 0, 1) / 1000 });
});
