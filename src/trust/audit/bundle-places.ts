/** The bundle files of distributions, the one that most programs read first. */
export const BUNDLE_FILES: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/etc/ca-certificates/extracted/tls-ca-bundle.pem',
  '/var/lib/ca-certificates/ca-bundle.pem',
  '/etc/ssl/certs/ca-bundle.trust.crt',
  '/etc/pki/ca-trust/extracted/openssl/ca-bundle.trust.crt',
];

/** The stores that distributions make for Java. */
export const JAVA_STORES: readonly string[] = [
  '/etc/ssl/certs/java/cacerts',
  '/etc/pki/ca-trust/extracted/java/cacerts',
  '/etc/pki/java/cacerts',
  '/var/lib/ca-certificates/java-cacerts',
];

/** The folders that OpenSSL, GnuTLS and Go look into. */
export const BUNDLE_FOLDERS: readonly string[] = [
  '/etc/ssl/certs',
  '/etc/pki/tls/certs',
  '/etc/pki/ca-trust/extracted/pem/directory-hash',
];
