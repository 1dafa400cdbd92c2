import { serveBehindProxy } from '../../../scripts/screenshots/behind-proxy.ts';
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

/** Starts the servers and a proxy that leads every name to them; the port of the proxy. */
export async function startServers(): Promise<number> {
  const identities = Object.entries(SERVED).map(([target, { certificate, sent }]) => {
    const issuer = target.startsWith('postgres') ? machines : undefined;
    return [target, { cert: sent ?? chain(certificate, issuer), key: certificate.privateKeyPem }] as const;
  });
  return serveBehindProxy(Object.fromEntries(identities));
}
