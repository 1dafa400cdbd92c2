import { expect, it, vi } from 'vitest';
import { SIGNATURE_UNITS, SignatureChecks } from '../../../src/handshake/verify/signature-checks.ts';
import type { KeyKind } from '../../support/certificate-keys.ts';
import { read } from '../../support/judged-chain.ts';
import { authority, server } from '../../support/pki.ts';

const root = authority('Root');
const [issuer, leaf, stranger] = [read(root), read(server({ issuer: root })), read(authority('Root'))];

it('tells good signatures from bad ones', () => {
  const checks = new SignatureChecks();
  const budget = { left: SIGNATURE_UNITS };
  expect([checks.check(leaf, issuer, budget), checks.check(leaf, stranger, budget)]).toEqual(['good', 'bad']);
});

it('does the work once, and takes it off the budget once', () => {
  const checks = new SignatureChecks();
  const budget = { left: SIGNATURE_UNITS };
  const spy = vi.spyOn(leaf, 'isSignedBy');
  checks.check(leaf, issuer, budget);
  const { left } = budget;
  expect(left).toBeLessThan(SIGNATURE_UNITS);
  expect([checks.check(leaf, issuer, budget), budget.left, spy.mock.calls.length]).toEqual(['good', left, 1]);
  spy.mockRestore();
});

it('does no work that it cannot afford, and remembers nothing of it', () => {
  const checks = new SignatureChecks();
  expect(checks.check(leaf, issuer, { left: 1 })).toBe('unaffordable');
  expect(checks.check(leaf, issuer, { left: SIGNATURE_UNITS })).toBe('good');
});

it('remembers no more than it may', () => {
  const checks = new SignatureChecks(1);
  const budget = { left: SIGNATURE_UNITS };
  checks.check(leaf, issuer, budget);
  checks.check(leaf, stranger, budget);
  const { left } = budget;
  checks.check(leaf, issuer, budget);
  expect(budget.left).toBeLessThan(left);
});

it.each<KeyKind>([
  'rsa-2048',
  'rsa-pss-2048',
  'ec-p384',
  'ec-p521',
  'ec-secp256k1',
  'ed25519',
  'ed448',
  'ml-dsa-44',
])('checks signatures of %s, a whole chain of them at a small part of the budget', (kind) => {
  const authorityOfKind = authority('CA', { key: kind });
  const budget = { left: SIGNATURE_UNITS };
  const certificate = read(server({ issuer: authorityOfKind }));
  expect(new SignatureChecks().check(certificate, read(authorityOfKind), budget)).toBe('good');
  expect(SIGNATURE_UNITS - budget.left).toBeLessThanOrEqual(30);
});
