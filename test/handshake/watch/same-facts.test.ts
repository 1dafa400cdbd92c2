import { expect, it } from 'vitest';
import { sameChain, sameFacts } from '../../../src/handshake/watch/same-facts.ts';
import type { HandshakeResult } from '../../../src/model/handshake.ts';
import { succeeded, targetNamed } from '../../support/handshake-results.ts';
import { certificateWith } from '../../support/inventory.ts';

const target = targetNamed();
const before = succeeded({ target });

it('is the same when only the times have changed', () => {
  expect(sameFacts(before, succeeded({ target, timestamp: 5, durations: { dns: 1 } }))).toBe(true);
});

it('is the same when only the words have changed', () => {
  const failing = (detail: string) =>
    succeeded({ target, success: false, failure: { phase: 'tls', reason: 'tls_alert', detail } });
  expect(sameFacts(failing('one'), failing('other'))).toBe(true);
});

const other: Required<Omit<HandshakeResult, 'timestamp' | 'durations' | 'address'>> = {
  target: targetNamed(),
  success: false,
  completed: false,
  chainVerified: false,
  hostnameMatch: false,
  failure: { phase: 'verify', reason: 'expired', detail: '' },
  session: { version: 'TLSv1.2', cipher: '', group: '', alpn: '' },
  peerAddress: '192.0.2.2',
  chain: [{ index: 0, certificate: certificateWith({ fingerprintSha256: 'ef'.repeat(32) }) }],
  unreadable: [{ index: 2, detail: '' }],
  servedCount: 3,
  chainNotAfter: 1,
  chainFindings: ['superfluous'],
  clientCertificateRequested: true,
  ocsp: { stapled: false },
  servesStored: true,
};

it.each(Object.keys(other))('is not the same with another %s', (key) => {
  const after = { ...before, [key]: other[key as keyof typeof other] };
  expect(sameFacts(before, after)).toBe(false);
  expect(sameFacts(after, before)).toBe(false);
});

it('takes chains of the same certificates for the same', () => {
  expect(sameChain(succeeded(), succeeded())).toBe(true);
  expect(sameChain(succeeded(), succeeded({ chain: succeeded().chain.slice(0, 1) }))).toBe(false);
  expect(sameChain(succeeded(), succeeded({ chain: succeeded().chain.toReversed() }))).toBe(false);
});
