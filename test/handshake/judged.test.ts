import { expect, it } from 'vitest';
import { judged } from '../../src/handshake/judged.ts';
import type { Observation } from '../../src/handshake/observation.ts';
import { HandshakeObserver, type WireReport } from '../../src/handshake/wire/handshake-observer.ts';
import { attemptContext } from '../support/attempting.ts';
import { createChain } from '../support/certificate-factory.ts';
import { moduleOptions, targetAt } from '../support/dialling.ts';

/** 2026-11-22. */
const NOW = 1_795_305_600;

function observed(wire: Partial<WireReport>, more: Partial<Observation> = {}): Observation {
  const nothing = new HandshakeObserver().report({ alerts: true });
  const durations = { dns: 0, connect: 0.001, tls: 0.002 };
  const common = { target: targetAt(443), timestamp: NOW, durations, expectedName: 'www.example.com' };
  return { ...common, wire: { ...nothing, ...wire }, ...more };
}

it('keeps the places of certificates behind one that cannot be read', async () => {
  const { leaf, intermediate } = createChain();
  const served = [leaf.der, Buffer.from('no certificate'), intermediate.der];
  const { result } = await judged(observed({ served, servedCount: 3 }), moduleOptions(), attemptContext(NOW));
  expect(result.chain.map(({ index }) => index)).toEqual([0, 2]);
  expect(result.unreadable).toMatchObject([{ index: 1 }]);
  expect(result.unreadable[0]?.detail).toMatch(/^Served certificate 1 cannot be read: .*\.$/);
});

it('gives the same certificate object for the same certificate', async () => {
  const { leaf } = createChain();
  const context = attemptContext(NOW);
  const [one, other] = await Promise.all(
    [1, 2].map(async () =>
      judged(observed({ served: [Buffer.from(leaf.der)], servedCount: 1 }), moduleOptions(), context),
    ),
  );
  expect(one?.result.chain[0]?.certificate).toBe(other?.result.chain[0]?.certificate);
});

it('says nothing of a staple where the handshake ended before one could come', async () => {
  const { leaf } = createChain();
  const failure = { phase: 'tls', reason: 'closed', detail: 'The server closed the connection.' } as const;
  const seen = observed({ served: [leaf.der], servedCount: 1 }, { failure });
  const { result } = await judged(seen, moduleOptions(), attemptContext(NOW));
  expect(result).toMatchObject({ completed: false, chainVerified: false, failure });
  expect('ocsp' in result || 'clientCertificateRequested' in result).toBe(false);
});

it('fails where the handshake was completed and no chain was seen', async () => {
  const { result } = await judged(observed({}), moduleOptions(), attemptContext(NOW));
  expect(result).toMatchObject({ completed: true, failure: { phase: 'verify', reason: 'invalid_chain' } });
  expect('chainVerified' in result || 'servedCount' in result).toBe(false);
});

it('calls its own failure internal and names the cause', async () => {
  const context = attemptContext(NOW);
  context.verifier.verdict = () => {
    throw new RangeError('out of order');
  };
  const { result } = await judged(
    observed({ served: [createChain().leaf.der], servedCount: 1 }),
    moduleOptions(),
    context,
  );
  const detail = 'The chain could not be judged: out of order.';
  expect(result.failure).toEqual({ phase: 'verify', reason: 'internal', detail });
});
