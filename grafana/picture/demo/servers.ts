import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { GeneratedCertificate } from '../../../test/support/certificate-factory.ts';
import { chain, DAY, EXPIRED_FOR, leaf, machines } from './certificates.ts';

/** What a target serves, where it is stored on `web-1`, and what a server sends that sends too little. */
interface Served {
  readonly certificate: GeneratedCertificate;
  readonly stored?: string;
  readonly sent?: string;
}

const www = leaf('www.example.com', 62.3);
const shop = leaf('shop.example.com', 5.4);
const legacy = leaf('legacy.internal', 143, 365);

export const SERVED: Readonly<Record<string, Served>> = {
  'www.example.com:443': { certificate: www, stored: '/etc/nginx/tls/www.crt' },
  'shop.example.com:443': { certificate: shop, stored: '/etc/nginx/tls/shop.crt' },
  // Renewed on disk, and the server was not reloaded.
  'api.example.com:443': { certificate: leaf('api.example.com', 12.2), stored: '/etc/nginx/tls/api.crt' },
  'git.example.com:443': { certificate: leaf('git.example.com', 48.1), stored: '/etc/haproxy/certs/git.pem' },
  'mail.example.com:465': {
    certificate: leaf('mail.example.com', 33.7),
    stored: '/etc/postfix/tls/mail.crt',
  },
  'pay.example.com:443': { certificate: leaf('pay.example.com', 4.2, 6), stored: '/etc/nginx/tls/pay.crt' },
  'ldap.internal:636': { certificate: leaf('ldap.internal', -EXPIRED_FOR / DAY, 365) },
  // Another name than the one that is dialled.
  'metrics.internal:443': { certificate: leaf('monitor.internal', 71.5) },
  // Without the authority that has signed it.
  'legacy.internal:8443': { certificate: legacy, sent: legacy.pem },
  'postgres.internal:8432': { certificate: leaf('postgres.internal', 212, 365, machines) },
};

/** What the proxy cannot reach. */
export const UNREACHABLE = 'vault.internal:8200';

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Starts the servers and a proxy that leads every name to them; the port of the proxy. */
export async function startServers(): Promise<number> {
  const ports = new Map<string, number>();
  for (const [target, { certificate, sent }] of Object.entries(SERVED)) {
    const issuer = target.startsWith('postgres') ? machines : undefined;
    const cert = sent ?? chain(certificate, issuer);
    const server = createTlsServer({ cert, key: certificate.privateKeyPem });
    ports.set(target, await portOf(server.unref()));
  }
  const proxy = createHttpServer().on('connect', (request, socket) => {
    const port = ports.get(request.url ?? '');
    if (port === undefined) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  return portOf(proxy.unref());
}
