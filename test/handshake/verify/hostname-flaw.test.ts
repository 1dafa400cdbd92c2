import { expect, it } from 'vitest';
import { hostnameFlaw } from '../../../src/handshake/verify/hostname-flaw.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { read } from '../../support/judged-chain.ts';

const detail = (expected: string, ...sans: readonly string[]): string =>
  hostnameFlaw(expected, read(createCertificate({ sans })).extensions.names ?? []).detail;

it('names what the certificate is for, and what it should be for', () => {
  expect(detail('a.example', 'DNS:b.example', 'IP:2001:db8::1', 'email:x@y')).toBe(
    'The certificate is for b.example, 2001:db8::1, and not for a.example.',
  );
});

it('names the first few of many', () => {
  const sans = Array.from({ length: 100 }, (_, index) => `DNS:n${index}.example`);
  expect(detail('a.example', ...sans)).toContain(
    'for n0.example, n1.example, n2.example, n3.example, n4.example and 95 more, and',
  );
});

it('says so where there are none, and where none is expected', () => {
  expect(detail('')).toBe(
    'The certificate is for no name or address, and not for the target, whose name has no ASCII form.',
  );
});
