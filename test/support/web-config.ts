import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCertificate, type GeneratedCertificate } from './certificate-factory.ts';
import { newKey } from './certificate-keys.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A folder with what a web configuration names, gone when the test ends. */
export interface WebConfigFolder {
  readonly folder: string;
  /** The certificate of the client CA. */
  readonly authority: GeneratedCertificate;
  /** Writes `web.yml`, or another file; gives back its path. */
  readonly write: (text: string, name?: string) => string;
  /** Writes a new `server.crt` with that common name, and its key. */
  readonly renew: (commonName: string) => GeneratedCertificate;
}

/** `server.crt`, `server.key`, `ca.crt`, and `other.key`, which fits nothing. */
export function webConfigFolder(): WebConfigFolder {
  const folder = temporaryFolder();
  const write = (text: string, name = 'web.yml'): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const renew = (commonName: string): GeneratedCertificate => {
    const certificate = createCertificate({
      subject: commonName,
      sans: ['DNS:localhost'],
      key: newKey('ec-p256'),
    });
    write(certificate.pem, 'server.crt');
    write(certificate.privateKeyPem, 'server.key');
    return certificate;
  };
  const authority = createCertificate({ subject: 'Client CA', isAuthority: true });
  renew('first.example.com');
  write(authority.pem, 'ca.crt');
  write(createCertificate({ key: newKey('ec-p256') }).privateKeyPem, 'other.key');
  return { folder, authority, write, renew };
}

/** The least that makes a server speak TLS. */
export const TLS = 'tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n';
