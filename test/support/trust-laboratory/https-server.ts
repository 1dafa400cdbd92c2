import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { GeneratedCertificate } from '../certificate-factory.ts';
import { server } from '../pki.ts';

/** A server for `localhost` whose certificate is from an authority, and who got a request through to it. */
export interface AskedServer extends AsyncDisposable {
  readonly port: number;
  /** First components of the paths that were asked for: only whoever trusted the certificate has sent one. */
  readonly asked: ReadonlySet<string>;
}

/** Answers every request with 404 and closes. */
export async function askedServer(issuer: GeneratedCertificate): Promise<AskedServer> {
  const identity = server({ issuer, sans: ['DNS:localhost', 'IP:127.0.0.1'], subject: 'localhost' });
  const asked = new Set<string>();
  const https = createServer({ cert: identity.pem, key: identity.privateKeyPem }, (request, response) => {
    asked.add(request.url?.split('/')[1] ?? '');
    response.writeHead(404, { connection: 'close' }).end();
  });
  // Whoever does not trust it says so with an alert.
  https.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));
  return {
    port: (https.address() as AddressInfo).port,
    asked,
    async [Symbol.asyncDispose]() {
      https.closeAllConnections();
      await new Promise((resolve) => https.close(resolve));
    },
  };
}
