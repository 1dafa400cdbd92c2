import { ANY_PROGRAM, file, folder, type RuntimeRule, together } from './choice.ts';

/** The order of Go's crypto/x509 on Linux (root_linux.go). */
const FILES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
const FOLDERS = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

/**
 * Go's crypto/x509 (root_unix.go): SSL_CERT_FILE or the first default file that can be read, and all files of
 * SSL_CERT_DIR or of the default folders. Each variable replaces its own part alone; what is missing is passed over.
 */
export const go: RuntimeRule = {
  runtime: 'go',
  installations: () => [ANY_PROGRAM],
  choose: (_, { host, environment }) => {
    const { SSL_CERT_FILE: ownFile, SSL_CERT_DIR: ownFolders } = environment;
    const first = ownFile || FILES.find((path) => host.kind(path) === 'file');
    const folders = ownFolders ? ownFolders.split(':').filter(Boolean) : FOLDERS;
    return {
      rule: together(
        ownFile ? 'ssl_cert_file' : 'first_found',
        ownFolders ? 'ssl_cert_dir' : 'default_folders',
      ),
      places: [
        ...(first === undefined ? [] : [file(first, 'go-lenient', { isNamed: Boolean(ownFile) })]),
        ...folders.map((path) =>
          folder(path, 'go-lenient', { names: 'distinct', isNamed: Boolean(ownFolders) }),
        ),
      ],
    };
  },
};
