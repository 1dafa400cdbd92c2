import { createCertificate, type GeneratedCertificate } from '../../../test/support/certificate-factory.ts';

export const DAY = 86_400;
const HOUR = 3600;
const now = Math.floor(Date.now() / 1000);

/** Since when the certificate of `ldap.internal:636` has expired, in seconds. */
export const EXPIRED_FOR = 5.3 * HOUR;

const authority = (name: string, issuer?: GeneratedCertificate): GeneratedCertificate =>
  createCertificate({
    subject: [
      ['CN', name],
      ['O', 'Example'],
    ],
    isAuthority: true,
    notBefore: now - 700 * DAY,
    notAfter: now + 1125 * DAY,
    ...(issuer !== undefined && { issuer }),
  });

export const root = authority('Example Root CA');
export const issuing = authority('Example Issuing CA 3', root);
export const machines = authority('Example Machine CA', root);

/** A certificate by an authority, with so many days left of so many. */
export function leaf(name: string, left: number, of = 90, issuer = issuing): GeneratedCertificate {
  return createCertificate({
    subject: name,
    sans: [`DNS:${name}`],
    issuer,
    notBefore: Math.round(now + (left - of) * DAY),
    notAfter: Math.round(now + left * DAY),
  });
}

/** With the authority that has signed it, as a server sends it. */
export const chain = (certificate: GeneratedCertificate, issuer = issuing): string =>
  certificate.pem + issuer.pem;
