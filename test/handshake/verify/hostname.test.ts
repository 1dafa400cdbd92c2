import { X509Certificate } from 'node:crypto';
import { checkServerIdentity } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { matchesHostname } from '../../../src/handshake/verify/hostname.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { read } from '../../support/judged-chain.ts';

interface Case {
  readonly host: string;
  readonly sans: readonly string[];
  readonly matches: boolean;
  /** Why `tls.checkServerIdentity` says the opposite, where it does. */
  readonly nodeDiffers?: string;
}

const PARTIAL = 'it takes a star for a part of a label, which RFC 9525, 6.3, forbids';

const CASES: readonly Case[] = [
  { host: 'www.example.com', sans: ['DNS:www.example.com'], matches: true },
  { host: 'WWW.Example.COM', sans: ['DNS:www.example.com'], matches: true },
  { host: 'www.example.com', sans: ['DNS:WWW.EXAMPLE.com'], matches: true },
  { host: 'www.example.com.', sans: ['DNS:www.example.com'], matches: true },
  { host: 'www.example.com', sans: ['DNS:example.org', 'DNS:www.example.com'], matches: true },
  { host: 'example.com', sans: ['DNS:www.example.com'], matches: false },
  { host: 'localhost', sans: ['DNS:localhost'], matches: true },
  { host: 'a_b.example.com', sans: ['DNS:a_b.example.com'], matches: true },
  { host: 'www.example.com', sans: ['DNS:*.example.com'], matches: true },
  { host: 'example.com', sans: ['DNS:*.example.com'], matches: false },
  { host: 'a.b.example.com', sans: ['DNS:*.example.com'], matches: false },
  { host: 'example.com', sans: ['DNS:*.com'], matches: false },
  { host: 'example', sans: ['DNS:*'], matches: false },
  { host: 'www.example.com', sans: ['DNS:w*.example.com'], matches: false, nodeDiffers: PARTIAL },
  { host: 'www.example.com', sans: ['DNS:*w.example.com'], matches: false, nodeDiffers: PARTIAL },
  { host: 'www.example.com', sans: ['DNS:www.*.com'], matches: false },
  { host: 'a.b.example.com', sans: ['DNS:*.*.example.com'], matches: false },
  { host: 'xn--mnchen-3ya.example.com', sans: ['DNS:*.example.com'], matches: true },
  { host: 'münchen.example.com', sans: ['DNS:xn--mnchen-3ya.example.com'], matches: true },
  { host: 'MÜNCHEN.example.com', sans: ['DNS:xn--mnchen-3ya.example.com'], matches: true },
  { host: 'xn--mnchen-3ya.example.com', sans: ['DNS:m\u00fcnchen.example.com'], matches: false },
  {
    host: 'www.example.com',
    sans: ['URI:https://www.example.com/'],
    matches: false,
    nodeDiffers: 'it takes the common name then',
  },
  { host: 'www.example.com', sans: [], matches: false, nodeDiffers: 'it takes the common name then' },
  {
    host: 'www.example.com',
    sans: ['IP:192.0.2.1'],
    matches: false,
    nodeDiffers: 'it takes the common name then',
  },
  {
    host: 'www.example.com',
    sans: ['DNS:www.example.com.'],
    matches: false,
    nodeDiffers: 'it takes the dot off; RFC 5280, 4.2.1.6, allows none there, and Go refuses it',
  },
  { host: 'www.example.com', sans: ['DNS:www.example.com\u0000.example.org'], matches: false },
  { host: '192.0.2.1', sans: ['IP:192.0.2.1'], matches: true },
  { host: '192.0.2.1', sans: ['IP:192.0.2.2'], matches: false },
  { host: '192.0.2.1', sans: ['DNS:192.0.2.1'], matches: false },
  { host: '2001:db8::1', sans: ['IP:2001:db8::1'], matches: true },
  { host: '2001:DB8:0:0::1', sans: ['IP:2001:db8::1'], matches: true },
  { host: '2001:db8::1', sans: ['IP:2001:db8::2'], matches: false },
  {
    host: '[2001:db8::1]',
    sans: ['IP:2001:db8::1'],
    matches: true,
    nodeDiffers: 'it wants the brackets taken off before',
  },
  {
    host: 'fe80::1%eth0',
    sans: ['IP:fe80::1'],
    matches: true,
  },
  { host: '::ffff:192.0.2.1', sans: ['IP:192.0.2.1'], matches: false },
  { host: '::ffff:192.0.2.1', sans: ['IP:0:0:0:0:0:ffff:c000:201'], matches: true },
  { host: '127.1', sans: ['IP:127.0.0.1'], matches: false },
  { host: '', sans: ['DNS:'], matches: false },
  { host: '-a.example.com', sans: ['DNS:-a.example.com'], matches: true },
  { host: 'a-.example.com', sans: ['DNS:a-.example.com'], matches: true },
  { host: 'a-.example.com', sans: ['DNS:*.example.com'], matches: true },
  { host: 'a..b', sans: ['DNS:a..b'], matches: false },
  { host: 'example.com', sans: ['DNS:*.example.com', 'DNS:example.com'], matches: true },
];

describe.each(CASES)('$host and $sans', ({ host, sans, matches, nodeDiffers }) => {
  const certificate = createCertificate({ subject: 'www.example.com', sans });

  it(matches ? 'match' : 'do not match', () => {
    expect(matchesHostname(host, read(certificate).extensions.names ?? [])).toBe(matches);
  });

  it(`are judged ${nodeDiffers === undefined ? 'as' : 'unlike'} tls.checkServerIdentity does it`, () => {
    const node =
      checkServerIdentity(host, new X509Certificate(certificate.der).toLegacyObject()) === undefined;
    expect(node).toBe(nodeDiffers === undefined ? matches : !matches);
  });
});
