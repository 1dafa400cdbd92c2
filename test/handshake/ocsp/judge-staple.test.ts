import { describe, expect, it } from 'vitest';
import { StapleJudge } from '../../../src/handshake/ocsp/judge-staple.ts';
import type { LeafFacts } from '../../../src/handshake/verify/judgement.ts';
import { NOW } from '../../support/chain-faults.ts';
import { read } from '../../support/judged-chain.ts';
import { type OcspOptions, ocspResponse } from '../../support/ocsp-maker.ts';
import { authority, server } from '../../support/pki.ts';

const HOUR = 3600;
const issuer = authority('Root');
const leaf = server({ issuer });
const factsOf = (certificate: typeof leaf): LeafFacts => {
  const { serialNumber, issuerDer, notBefore, notAfter } = read(certificate);
  return {
    serialNumber,
    issuerDer,
    notBefore,
    notAfter,
    names: [],
    mustStaple: false,
    issuers: [read(issuer)],
  };
};
const staple = (options: Partial<OcspOptions> = {}): Buffer =>
  ocspResponse({ leaf, issuer, status: 'good', thisUpdate: NOW - HOUR, nextUpdate: NOW + HOUR, ...options });
const judge = new StapleJudge();
const on = (bytes: Uint8Array | undefined, now = NOW) => judge.judge(bytes, factsOf(leaf), now);

it('no staple is nothing, and never good', () => {
  expect(on(undefined)).toEqual({ stapled: false });
});

it('a staple that says good and is up to date is good', () => {
  expect(on(staple())).toEqual({
    stapled: true,
    status: 'good',
    good: true,
    thisUpdate: NOW - HOUR,
    nextUpdate: NOW + HOUR,
  });
});

describe('dates', () => {
  const bytes = staple();

  it('are looked at each time, with five minutes for clocks that differ', () => {
    const good = [NOW - HOUR - 301, NOW - HOUR - 300, NOW + HOUR + 300, NOW + HOUR + 301].map(
      (now) => on(bytes, now).good,
    );
    expect(good).toEqual([false, true, true, false]);
  });

  it('that are over or still to come are told', () => {
    expect(on(bytes, NOW + 48 * HOUR).problem).toBe(
      'The stapled OCSP response was to be renewed by 2030-03-17.',
    );
    expect(on(bytes, NOW - 48 * HOUR).problem).toBe(
      'The stapled OCSP response is of 2030-03-17, which is still to come.',
    );
  });

  it('of a delegated responder count too', () => {
    const responder = server({ issuer, purposes: ['ocspSigning'], notAfter: NOW });
    const delegated = staple({ signer: responder.key, certificates: [responder] });
    expect([on(delegated, NOW).good, on(delegated, NOW + 1).good]).toEqual([true, false]);
  });

  it('without a next update are good from then on', () => {
    const { leaf: _, ...endless } = { leaf, issuer, status: 'good' as const, thisUpdate: NOW - HOUR };
    expect(on(ocspResponse({ leaf, ...endless }))).toEqual({
      stapled: true,
      status: 'good',
      good: true,
      thisUpdate: NOW - HOUR,
    });
  });
});

it('revoked is revoked, and does not go out of date', () => {
  const bytes = staple({ status: 'revoked', revokedAt: NOW - 9 * HOUR });
  expect(on(bytes)).toMatchObject({ good: false, status: 'revoked', revokedAt: NOW - 9 * HOUR });
  expect(on(bytes, NOW + 99 * HOUR)).toMatchObject({ good: false, status: 'revoked' });
});

it('a certificate that the responder does not know is not good', () => {
  expect(on(staple({ status: 'unknown' }))).toMatchObject({
    good: false,
    problem: expect.stringContaining('does not know'),
  });
});

it.each([
  ['by a stranger', staple({ signer: authority('Root').key }), 'is not signed by'],
  ['about another certificate', staple({ leaf: server({ issuer }) }), 'is about another certificate'],
  ['that is none', Buffer.from('none'), 'cannot be read'],
  ['that is too long', Buffer.alloc(100_000), '100000 bytes'],
])('a staple %s says nothing', (_, bytes, problem) => {
  expect(on(bytes)).toEqual({ stapled: true, problem: expect.stringContaining(problem) });
});

it('a staple of one leaf is none of another', () => {
  const bytes = staple();
  expect(on(bytes).good).toBe(true);
  expect(judge.judge(bytes, factsOf(server({ issuer })), NOW).good).toBeUndefined();
  expect(judge.judge(bytes, undefined, NOW)).toEqual({
    stapled: true,
    problem: expect.stringContaining('cannot be read'),
  });
});
