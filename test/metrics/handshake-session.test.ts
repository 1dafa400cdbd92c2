import { expect, it } from 'vitest';
import { sessionFamilies } from '../../src/metrics/handshake-session.ts';
import { refused, succeeded } from '../support/handshake-results.ts';

const values = (result: ReturnType<typeof refused>) =>
  sessionFamilies.map((family) => [family.name, family.value(result), family.ownLabels?.(result)]);

it('tells version, cipher, group, protocol and peer', () => {
  expect(values(succeeded())).toEqual([
    [
      'tls_handshake_info',
      1,
      { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', group: 'X25519MLKEM768', alpn: 'h2' },
    ],
    ['tls_handshake_peer_info', 1, { peer_address: '192.0.2.1' }],
    ['tls_handshake_client_certificate_requested', 0, undefined],
  ]);
});

it('tells nothing of a handshake that never began', () => {
  expect(values(refused()).map(([, value]) => value)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
