import { expect, it } from 'vitest';
import { type Flaw, inOrder, VERIFY_REASONS } from '../../../src/handshake/verify/flaw.ts';
import { HANDSHAKE_REASONS } from '../../../src/model/handshake.ts';

it('has reasons out of the closed list alone', () => {
  expect(VERIFY_REASONS.filter((reason) => !HANDSHAKE_REASONS.includes(reason))).toEqual([]);
});

it('puts flaws in order, each once, those of one reason as they were', () => {
  const flaw = (reason: Flaw['reason'], detail: string): Flaw => ({ reason, detail });
  const [name, second, first, expired] = [
    flaw('hostname_mismatch', 'n'),
    flaw('invalid_chain', 'b'),
    flaw('invalid_chain', 'a'),
    flaw('expired', 'e'),
  ];
  expect(inOrder([name, second, first, { ...second }, expired])).toEqual([expired, second, first, name]);
});
