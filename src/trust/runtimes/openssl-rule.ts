import { type Choice, type Environment, file, folder, type Place, together } from './choice.ts';

/** What is compiled into an OpenSSL. */
export interface OpensslBuild {
  /** Its OPENSSLDIR. */
  readonly folder: string;
  /** The first number of its version. */
  readonly major: number;
}

/** What is taken for an OpenSSL that does not say otherwise: the folder that its `./Configure` has. */
export const UNKNOWN_OPENSSL: OpensslBuild = { folder: '/usr/local/ssl', major: 3 };

/**
 * OpenSSL's rule (X509_STORE_set_default_paths(3), by_file.c and by_dir.c): SSL_CERT_FILE or `cert.pem` in its folder,
 * and SSL_CERT_DIR or `certs` in it. A variable that is set counts even where it leads to nothing.
 *
 * From version 3 on the folder is also opened as a store (by_store.c), which finds a hash behind a gap in the numbers
 * and DER too; a list of folders is not, because the whole variable is taken for one address.
 */
export function opensslChoice(environment: Environment, build: OpensslBuild): Choice {
  const { SSL_CERT_FILE: ownFile, SSL_CERT_DIR: ownFolders } = environment;
  const paths = ownFolders === undefined ? [`${build.folder}/certs`] : ownFolders.split(':').filter(Boolean);
  const [only] = paths;
  const isStore = build.major >= 3 && only !== undefined && (ownFolders === undefined || ownFolders === only);
  const places: Place[] = [
    file(ownFile ?? `${build.folder}/cert.pem`, 'openssl-strict', { isNamed: ownFile !== undefined }),
    ...paths.map((path) => folder(path, 'openssl-hashed', { isNamed: ownFolders !== undefined && !isStore })),
    ...(isStore
      ? [folder(only, 'openssl-store', { names: 'hashed-any', isNamed: ownFolders !== undefined })]
      : []),
  ];
  const rule = together(
    ownFile === undefined ? 'compiled_default' : 'ssl_cert_file',
    ownFolders === undefined ? 'compiled_default' : 'ssl_cert_dir',
  );
  return { rule, places };
}
