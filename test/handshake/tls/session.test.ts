import { expect, it } from 'vitest';
import { createChain } from '../../support/certificate-factory.ts';
import { dialPort } from '../../support/dialling.ts';
import { tlsServer } from '../../support/tls-servers.ts';

const rsa = createChain({ key: 'rsa-2048' });

it.each([
  [{}, { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', group: 'X25519MLKEM768' }],
  [{ ecdhCurve: 'secp384r1' }, { version: 'TLSv1.3', group: 'secp384r1' }],
  [
    { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384', ecdhCurve: 'P-256' },
    { version: 'TLSv1.2', cipher: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', group: 'secp256r1' },
  ],
  [
    { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256', chain: rsa },
    { version: 'TLSv1.2', cipher: 'TLS_RSA_WITH_AES_128_GCM_SHA256', group: '' },
  ],
] as const)('names what was agreed on as IANA does: %j', async (options, session) => {
  await using server = await tlsServer(options);
  expect((await dialPort(server.port)).session).toMatchObject({ ...session, alpn: '' });
});

it('tells the protocol that was chosen', async () => {
  await using server = await tlsServer({ ALPNProtocols: ['h2'] });
  expect((await dialPort(server.port, { alpn: ['http/1.1', 'h2'] })).session?.alpn).toBe('h2');
});
