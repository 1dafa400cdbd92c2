import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { expect, it } from 'vitest';
import { refusal, subjectAlternativeNames } from '../../../src/http/web-config/client-policy.ts';
import { createCertificate } from '../../support/certificate-factory.ts';

const SANS = [
  'DNS:client.example.com',
  'IP:192.0.2.1',
  'IP:2001:db8::1',
  'URI:spiffe://a/b',
  'email:a@example.com',
];
const certificate = (sans: readonly string[]) => new X509Certificate(createCertificate({ sans }).der);
const socket = (sans: readonly string[] | undefined, authorized = true): TLSSocket =>
  ({
    authorized,
    getPeerX509Certificate: () => (sans === undefined ? undefined : certificate(sans)),
  }) as TLSSocket;
const policy = (fields = {}) => ({ required: true, verified: true, allowedSans: undefined, ...fields });

it('reads names, addresses, URIs and mail addresses', () => {
  expect(subjectAlternativeNames(certificate(SANS))).toEqual([
    'client.example.com',
    '192.0.2.1',
    '2001:DB8:0:0:0:0:0:1',
    'spiffe://a/b',
    'a@example.com',
  ]);
});

it('does not take a part of one name for another name', () => {
  const hostile = certificate([
    'DNS:a.example.com, DNS:allowed.example.com',
    'URI:x, DNS:allowed.example.com',
  ]);
  expect(subjectAlternativeNames(hostile)).not.toContain('allowed.example.com');
});

it('turns away who has no certificate only where one is required', () => {
  expect(refusal(socket(undefined), policy())).toBe('no client certificate');
  expect(refusal(socket(undefined), policy({ required: false }))).toBeUndefined();
});

it('turns away who is not vouched for only where that is asked', () => {
  expect(refusal(socket([], false), policy())).toContain('unknown or unfit authority');
  expect(refusal(socket([], false), policy({ required: false }))).toContain('unknown or unfit authority');
  expect(refusal(socket([], false), policy({ verified: false }))).toBeUndefined();
});

it.each(['client.example.com', '192.0.2.1', '2001:db8::1', '2001:DB8:0::1', 'spiffe://a/b', 'a@example.com'])(
  'lets in who has the allowed name %s',
  (name) => {
    expect(refusal(socket(SANS), policy({ allowedSans: ['other', name] }))).toBeUndefined();
  },
);

it.each(['example.com', 'CLIENT.example.com', '*.example.com', ''])(
  'turns away who has not the name %j',
  (name) => {
    expect(refusal(socket(SANS), policy({ allowedSans: [name] }))).toContain('no subject alternative name');
  },
);
