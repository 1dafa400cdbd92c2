import { expect, it } from 'vitest';
import { chainFamilies, chainFindings } from '../../src/metrics/handshake-chain.ts';
import { refused, succeeded, targetNamed } from '../support/handshake-results.ts';

const values = (result: ReturnType<typeof refused>): Record<string, number> =>
  Object.fromEntries(
    chainFamilies.map((family) => [family.name.replace('tls_handshake_', ''), family.value(result)]),
  );

it('leaves everything out where no chain was seen', () => {
  expect(new Set(Object.values(values(refused())))).toEqual(new Set([Number.NaN]));
});

it('says good only of a staple by the right signer', () => {
  expect(values(succeeded({ ocsp: { stapled: true } }))).toMatchObject({
    ocsp_stapled: 1,
    ocsp_good: Number.NaN,
    ocsp_next_update_timestamp_seconds: Number.NaN,
  });
  expect(values(succeeded({ ocsp: { stapled: true, good: false } }))).toMatchObject({ ocsp_good: 0 });
});

it('counts what was served, not what could be read', () => {
  expect(values(succeeded({ servedCount: 20 }))).toMatchObject({ chain_certificates: 20 });
});

it('names the place as it was configured', () => {
  const target = targetNamed('a:1', { stored: '/etc/tls/*.crt' });
  const family = chainFamilies.find(({ name }) => name === 'tls_handshake_serves_stored_cert');
  const result = succeeded({ target, servesStored: false });
  expect([family?.value(result), family?.ownLabels?.(result)]).toEqual([0, { path: '/etc/tls/*.crt' }]);
});

it('has a series for each finding', () => {
  const item = { result: succeeded(), finding: 'duplicate' } as const;
  expect([chainFindings.value(item), chainFindings.ownLabels?.(item)]).toEqual([1, { finding: 'duplicate' }]);
});
