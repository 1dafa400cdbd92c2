import { type Choice, type Environment, file, folder, type Place, together } from './choice.ts';

/** The folder of a build that says nothing else (openssl 3, `./Configure`). */
export const DEFAULT_OPENSSL_FOLDER = '/usr/local/ssl';

/**
 * OpenSSL's rule (X509_STORE_set_default_paths(3), by_file.c and by_dir.c): SSL_CERT_FILE or `cert.pem` in its folder,
 * and SSL_CERT_DIR or `certs` in it. A variable that is set counts even where it leads to nothing.
 */
export function opensslChoice(environment: Environment, opensslFolder: string): Choice {
  const { SSL_CERT_FILE: ownFile, SSL_CERT_DIR: ownFolders } = environment;
  const paths = ownFolders === undefined ? [`${opensslFolder}/certs`] : ownFolders.split(':').filter(Boolean);
  const places: Place[] = [
    file(ownFile ?? `${opensslFolder}/cert.pem`, 'openssl-strict'),
    ...paths.map((path) => folder(path, 'openssl-hashed')),
  ];
  const rule = together(
    ownFile === undefined ? 'compiled_default' : 'ssl_cert_file',
    ownFolders === undefined ? 'compiled_default' : 'ssl_cert_dir',
  );
  return { rule, places };
}
