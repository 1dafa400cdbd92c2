import { expect, it } from 'vitest';
import { KnownIntermediates } from '../../../src/handshake/trust/known-intermediates.ts';
import { CertificatePool, EMPTY_POOL } from '../../../src/handshake/verify/certificate-pool.ts';
import { authority } from '../../support/pki.ts';

const pool = (name: string): CertificatePool => CertificatePool.fromDer([authority(name).der]);

it('are those stored and those configured, merged once', () => {
  let stored = EMPTY_POOL;
  const known = new KnownIntermediates(() => stored);
  const configured = pool('Configured');
  expect(known.with()).toBe(EMPTY_POOL);
  expect(known.with(configured)).toBe(configured);
  stored = pool('Stored');
  expect(known.with()).toBe(stored);
  const both = known.with(configured);
  expect(both.certificates.map(({ subject }) => subject)).toEqual(['CN=Configured', 'CN=Stored']);
  expect(known.with(configured)).toBe(both);
  stored = pool('Stored anew');
  expect(known.with(configured).certificates).toHaveLength(2);
  expect(known.with(configured)).not.toBe(both);
});
