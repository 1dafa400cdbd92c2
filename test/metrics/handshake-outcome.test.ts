import { expect, it } from 'vitest';
import { aboutResult, outcomeFamilies } from '../../src/metrics/handshake-outcome.ts';
import { refused, succeeded } from '../support/handshake-results.ts';

it('writes a truth as 1, a falsehood as 0, and leaves out what is not known', () => {
  const family = aboutResult('tls_handshake_x', 'X.', ({ chainVerified }) => chainVerified);
  expect(family.value(succeeded())).toBe(1);
  expect(family.value(succeeded({ chainVerified: false }))).toBe(0);
  expect(family.value(refused())).toBeNaN();
});

it('names phase and reason of a failure, and has no series without one', () => {
  const family = outcomeFamilies.find(({ name }) => name === 'tls_handshake_failure');
  expect(family?.value(succeeded())).toBeNaN();
  expect(family?.value(refused())).toBe(1);
  expect(family?.ownLabels?.(refused())).toEqual({ phase: 'connect', reason: 'connection_refused' });
});
