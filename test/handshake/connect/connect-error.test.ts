import { expect, it } from 'vitest';
import { connectReason, mostTelling } from '../../../src/handshake/connect/connect-error.ts';

const failing = (code: string): Error => Object.assign(new Error(code), { code });

it.each([
  ['ECONNREFUSED', 'connection_refused'],
  ['ECONNRESET', 'connection_reset'],
  ['ETIMEDOUT', 'connection_timeout'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['EPERM', 'unreachable'],
  ['EMFILE', 'internal'],
])('calls %s %s', (code, reason) => {
  expect(connectReason(failing(code))).toBe(reason);
});

it('calls what has no code internal', () => {
  expect(connectReason(new Error('odd'))).toBe('internal');
  expect(connectReason(failing('constructor'))).toBe('internal');
});

it('prefers what the server itself said', () => {
  const errors = ['ENETUNREACH', 'ETIMEDOUT', 'ECONNREFUSED'].map(failing);
  expect(mostTelling(errors)).toMatchObject({ code: 'ECONNREFUSED' });
  expect(mostTelling(errors.slice(0, 2))).toMatchObject({ code: 'ETIMEDOUT' });
});
