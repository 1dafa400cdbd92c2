import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, type SecureContext } from 'node:tls';
import { expect, it } from 'vitest';
import { ProxyTrust } from '../../../src/handshake/proxy/proxy-trust.ts';
import { TrustStores } from '../../../src/handshake/trust/trust-stores.ts';
import { createChain } from '../../support/certificate-factory.ts';
import { authority } from '../../support/pki.ts';
import { temporaryFile } from '../../support/temporary-file.ts';
import { tlsServer } from '../../support/tls-servers.ts';

const chain = createChain({ sans: ['IP:127.0.0.1'] });

async function isTrusted(port: number, secureContext: SecureContext): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1', secureContext, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  socket.destroy();
  return socket.authorized;
}

it('takes over what the system trusts since, and makes nothing anew as long as that is the same', async () => {
  const bundle = temporaryFile('bundle.crt', authority('Another').pem);
  let now = Date.now();
  const trust = new ProxyTrust(new TrustStores({ environment: { SSL_CERT_FILE: bundle }, now: () => now }));
  await using server = await tlsServer({ chain });
  const before = await trust.context();
  expect(await isTrusted(server.port, before)).toBe(false);
  now += 5000;
  expect(await trust.context()).toBe(before);
  writeFileSync(bundle, chain.root.pem);
  now += 5000;
  const after = await trust.context();
  expect(await isTrusted(server.port, after)).toBe(true);
});

it('is Node’s roots alone where the system has none', async () => {
  const trust = new ProxyTrust(new TrustStores({ root: '/nowhere' }));
  await using server = await tlsServer({ chain });
  expect(await isTrusted(server.port, await trust.context())).toBe(false);
});
