import { expect, it } from 'vitest';
import type { VerifyReason } from '../../../src/handshake/verify/flaw.ts';
import type { JudgedPath } from '../../../src/handshake/verify/judgement.ts';
import { lastsUntil, pathInForce } from '../../../src/handshake/verify/path-in-force.ts';

const path = (notAfter: number, ...reasons: readonly VerifyReason[]): JudgedPath => ({
  steps: [
    { subject: 'leaf', fingerprintSha256: '', notBefore: 0, notAfter, origin: 'served' },
    { subject: 'root', fingerprintSha256: '', notBefore: 0, notAfter: 1000, origin: 'anchor' },
  ],
  flaws: reasons.map((reason) => ({ reason, detail: '' })),
});

const [short, long, weak, invalid] = [path(10), path(20), path(30, 'weak_crypto'), path(40, 'invalid_chain')];

it('is the one with the least against it, valid now, that lasts longest', () => {
  expect(pathInForce([], 0)).toBeUndefined();
  expect(pathInForce([short, invalid, weak, long], 5)).toBe(long);
  expect(pathInForce([invalid, weak], 5)).toBe(weak);
  expect(pathInForce([invalid], 5)).toBe(invalid);
});

it('is one without other flaws even where that is over', () => {
  expect(pathInForce([short, weak], 15)).toBe(short);
  expect(pathInForce([short, long], 50)).toBe(long);
  const future: JudgedPath = { ...long, steps: long.steps.map((step) => ({ ...step, notBefore: 8 })) };
  expect(pathInForce([future, short], 5)).toBe(short);
});

it('lasts until the first of its certificates expires, whatever the time is', () => {
  expect(lastsUntil([short, long, weak])).toBe(20);
  expect(lastsUntil([weak, invalid])).toBe(30);
  expect(lastsUntil([path(5000)])).toBe(1000);
});

it('is nothing to rely on where it is no valid path', () => {
  expect([lastsUntil([invalid]), lastsUntil([])]).toEqual([undefined, undefined]);
});
