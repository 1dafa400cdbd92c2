import { describe, expect, it } from 'vitest';
import { ChainVerifier } from '../../../src/handshake/verify/chain-verifier.ts';
import type { VerifyReason } from '../../../src/handshake/verify/flaw.ts';
import { DEFAULT_NOT_AFTER } from '../../support/certificate-factory.ts';
import { crossSigned, damaged, NOW } from '../../support/chain-faults.ts';
import { chainShapes } from '../../support/chain-shapes.ts';
import { trusting, verdictOn } from '../../support/judged-chain.ts';
import { ocspResponse } from '../../support/ocsp-maker.ts';
import { authority, MUST_STAPLE, server } from '../../support/pki.ts';

const DAY = 86_400;
const EXPIRED = { notAfter: NOW - DAY };

describe('chains that are odd as a whole', () => {
  it.each(chainShapes())('$name', (shape) => {
    const verdict = verdictOn(shape);
    expect(verdict.failure?.reason).toBe(shape.reason);
    expect(verdict.failure?.detail ?? 'It.').toMatch(/^[A-Z].*\.$/);
    expect(verdict.chainFindings).toEqual(shape.findings ?? []);
    expect(verdict.hostnameMatch).toBe(shape.reason !== 'hostname_mismatch');
    expect(verdict.chainVerified).toBe(shape.reason === undefined || shape.reason === 'hostname_mismatch');
  });
});

describe('of several flaws', () => {
  const root = authority('Root');

  it('the reason is the first in the order of the contract, and all are told', () => {
    const leaf = server({
      issuer: root,
      sans: ['DNS:other.example.com'],
      key: 'rsa-1024',
      purposes: ['clientAuth'],
    });
    const reasons = (now: number, anchors = [root]): VerifyReason[] =>
      verdictOn({ served: [leaf], anchors, now }).flaws.map(({ reason }) => reason);
    const always: VerifyReason[] = ['weak_crypto', 'invalid_chain', 'hostname_mismatch'];
    expect(reasons(NOW)).toEqual(always);
    expect(reasons(NOW, [])).toEqual(['unknown_authority', ...always]);
    expect(reasons(DEFAULT_NOT_AFTER + DAY, [])).toEqual(['expired', 'unknown_authority', ...always]);
    expect(reasons(0, [])).toEqual(['not_yet_valid', 'unknown_authority', ...always]);
  });

  it('an intermediate that is not valid yet comes before a leaf that has expired', () => {
    const future = authority('Future', { issuer: root, notBefore: NOW + DAY });
    const { flaws, failure } = verdictOn({
      served: [server({ issuer: future, ...EXPIRED }), future],
      anchors: [root],
    });
    expect(flaws.map(({ reason }) => reason)).toEqual(['not_yet_valid', 'expired']);
    expect(failure).toMatchObject({ phase: 'verify', reason: 'not_yet_valid' });
  });

  it('the name is judged whatever the chain is worth', () => {
    expect(verdictOn({ served: [server()], expectedName: 'other' })).toMatchObject({ hostnameMatch: false });
    expect(verdictOn({ served: [server()] })).toMatchObject({ hostnameMatch: true, chainVerified: false });
  });
});

describe('when the chain ends', () => {
  const early = NOW + 10 * DAY;
  const late = NOW + 100 * DAY;
  const root = authority('Root', { notAfter: NOW + 1000 * DAY });
  const oldRoot = authority('Old Root', { notAfter: early });
  const crossed = crossSigned(root, { issuer: oldRoot, notAfter: late });
  const issuing = authority('Issuing', { issuer: root, notAfter: late });
  const leaf = server({ issuer: issuing, notAfter: late + DAY });

  it('is the earliest expiry in the path, the anchor included', () => {
    expect(verdictOn({ served: [leaf, issuing], anchors: [root] }).chainNotAfter).toBe(late);
    expect(verdictOn({ served: [leaf, issuing, crossed], anchors: [oldRoot] }).chainNotAfter).toBe(early);
  });

  it('of several paths is that of the one that lasts longest', () => {
    const verdict = verdictOn({ served: [leaf, issuing, crossed], anchors: [oldRoot, root] });
    expect(verdict.chainNotAfter).toBe(late);
    expect(verdict.path?.map(({ subject, origin }) => [subject, origin])).toEqual([
      ['CN=www.example.com', 'served'],
      ['CN=Issuing', 'served'],
      ['CN=Root', 'anchor'],
    ]);
  });

  it('is known when it is over, and when the name is wrong', () => {
    expect(verdictOn({ served: [leaf, issuing], anchors: [root], now: late + DAY })).toMatchObject({
      chainNotAfter: late,
      failure: { reason: 'expired' },
    });
    expect(verdictOn({ served: [leaf, issuing], anchors: [root], expectedName: 'x' }).chainNotAfter).toBe(
      late,
    );
  });

  it('is not known where nothing is trusted, or the path is none', () => {
    expect(verdictOn({ served: [leaf, issuing] }).chainNotAfter).toBeUndefined();
    expect(verdictOn({ served: [damaged(leaf), issuing], anchors: [root] }).chainNotAfter).toBeUndefined();
  });
});

describe('an intermediate that is not served', () => {
  const root = authority('Root');
  const issuing = authority('Issuing', { issuer: root });
  const leaf = server({ issuer: issuing });

  it('is missing where it is configured, and named', () => {
    const verdict = verdictOn({ served: [leaf], anchors: [root], intermediates: [issuing] });
    expect(verdict.chainVerified).toBe(false);
    expect(verdict.failure?.reason).toBe('missing_intermediate');
    expect(verdict.failure?.detail).toContain('CN=Issuing');
    expect(verdict.chainFindings).toEqual(['missing_intermediate']);
    expect(verdict.chainNotAfter).toBe(DEFAULT_NOT_AFTER);
    expect(verdict.path?.map(({ origin }) => origin)).toEqual(['served', 'added', 'anchor']);
  });

  it('is an unknown authority where it is not', () => {
    const verdict = verdictOn({ served: [leaf], anchors: [root], intermediates: [authority('Other')] });
    expect(verdict.failure?.reason).toBe('unknown_authority');
    expect(verdict.failure?.detail).toContain('CN=Issuing');
    expect(verdict.chainFindings).toEqual([]);
  });

  it('does no good to a chain that is served whole', () => {
    const expired = crossSigned(issuing, { issuer: root, ...EXPIRED });
    const verdict = verdictOn({ served: [leaf, expired], anchors: [root], intermediates: [issuing] });
    expect(verdict.failure?.reason).toBe('expired');
    expect(verdict.failure?.detail).toContain(
      'The intermediate CN=Issuing expired on 2030-03-16 (24 hours ago)',
    );
  });
});

describe('a staple', () => {
  const root = authority('Root');
  const leaf = server({ issuer: root, extensions: [MUST_STAPLE] });
  const verdict = (status?: 'good' | 'revoked') =>
    verdictOn({
      served: [leaf],
      anchors: [root],
      staple:
        status && ocspResponse({ leaf, issuer: root, status, thisUpdate: NOW - DAY, nextUpdate: NOW + DAY }),
    });

  it('that says revoked fails the chain', () => {
    expect(verdict('revoked')).toMatchObject({ chainVerified: false, failure: { reason: 'revoked' } });
  });

  it('that says good changes nothing', () => {
    expect(verdict('good')).toMatchObject({ chainVerified: true, ocsp: { good: true }, notes: [] });
  });

  it('that is demanded and not there is a note', () => {
    const { ocsp, notes, chainVerified } = verdict();
    expect({ ocsp, chainVerified }).toEqual({ ocsp: { stapled: false }, chainVerified: true });
    expect(notes).toEqual([expect.stringContaining('RFC 7633')]);
  });
});

describe('what cannot be read', () => {
  const root = authority('Root');
  const leaf = server({ issuer: root });
  const verdict = (served: readonly Uint8Array[]) =>
    new ChainVerifier().verdict({ served, expectedName: 'www.example.com', trust: trusting(root), now: NOW });

  it('as a leaf matches nothing and is no valid chain', () => {
    expect(verdict([Buffer.from('garbage'), leaf.der])).toMatchObject({
      chainVerified: false,
      hostnameMatch: false,
      failure: { reason: 'invalid_chain' },
      flaws: [expect.anything()],
    });
    expect(verdict([])).toMatchObject({ chainVerified: false, hostnameMatch: false });
  });

  it('behind the leaf is refused by clients, whatever the rest is worth', () => {
    const { chainVerified, hostnameMatch, failure } = verdict([leaf.der, Buffer.of(0x30, 0x00)]);
    expect({ chainVerified, hostnameMatch }).toEqual({ chainVerified: false, hostnameMatch: true });
    expect(failure?.detail).toMatch(/^Certificate 1 behind the server's own cannot be read: /);
  });
});

describe('what is remembered', () => {
  const root = authority('Root');
  const leaf = server({ issuer: root, notAfter: NOW + DAY });
  const verifier = new ChainVerifier({ mostChains: 2 });
  const ask = (now: number, expectedName = 'www.example.com', anchors = trusting(root)) =>
    verifier.verdict({ served: [leaf.der], expectedName, trust: anchors, now }).failure?.reason;

  it('depends neither on the time nor on the name nor on another store', () => {
    expect([ask(NOW), ask(NOW + 2 * DAY), ask(NOW), ask(NOW, 'other')]).toEqual([
      undefined,
      'expired',
      undefined,
      'hostname_mismatch',
    ]);
    expect([ask(NOW, 'www.example.com', trusting()), ask(NOW)]).toEqual(['unknown_authority', undefined]);
    expect([ask(NOW, 'other'), ask(NOW), ask(NOW, 'other')]).toEqual([
      'hostname_mismatch',
      undefined,
      'hostname_mismatch',
    ]);
  });

  it('depends on what the store has to say of itself, and on the fingerprints that are given', () => {
    const detailed = (problem: string) => ({ ...trusting(), problem });
    const unknown = (problem: string) =>
      verifier.verdict({
        served: [leaf.der],
        fingerprints: ['ab'.repeat(32)],
        expectedName: 'www.example.com',
        trust: detailed(problem),
        now: NOW,
      }).failure?.detail;
    expect(unknown('it is gone')).toContain('it is gone');
    expect(unknown('it is empty')).toContain('it is empty');
    const same = { served: [leaf.der], expectedName: 'www.example.com', trust: trusting(root), now: NOW };
    const other = { ...same, served: [server({ issuer: authority('Other') }).der] };
    const fingerprints = ['cd'.repeat(32)];
    expect(verifier.verdict({ ...same, fingerprints }).chainVerified).toBe(true);
    expect(verifier.verdict({ ...other, fingerprints }).chainVerified).toBe(true);
    expect(verifier.verdict(other).chainVerified).toBe(false);
  });
});

it('says why nothing is trusted where the store could not be loaded', () => {
  const trust = { ...trusting(), problem: '/etc/pki/ca.pem cannot be read (ENOENT)' };
  const { failure } = new ChainVerifier().verdict({
    served: [server({ issuer: authority('Root') }).der],
    expectedName: 'www.example.com',
    trust,
    now: NOW,
  });
  expect(failure?.reason).toBe('unknown_authority');
  expect(failure?.detail).toContain('; /etc/pki/ca.pem cannot be read (ENOENT).');
});
