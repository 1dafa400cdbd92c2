import { ANY_PROGRAM, file, folder, type RuntimeRule, together } from './choice.ts';

/** Folders and names of openssl-probe on Linux, in its order. */
const FOLDERS = [
  '/var/ssl',
  '/usr/share/ssl',
  '/usr/local/ssl',
  '/usr/local/openssl',
  '/usr/local/etc/openssl',
  '/usr/local/share',
  '/usr/lib/ssl',
  '/usr/ssl',
  '/etc/openssl',
  '/etc/pki/ca-trust/extracted/pem',
  '/etc/pki/tls',
  '/etc/ssl',
  '/etc/certs',
  '/opt/etc/ssl',
];
const NAMES = [
  'cert.pem',
  'certs.pem',
  'ca-bundle.pem',
  'cacert.pem',
  'ca-certificates.crt',
  'certs/ca-certificates.crt',
  'certs/ca-root-nss.crt',
  'certs/ca-bundle.crt',
  'CARootCertificates.pem',
  'tls-ca-bundle.pem',
];

/**
 * rustls-native-certs: where SSL_CERT_FILE or SSL_CERT_DIR is set, these alone; else the first file that openssl-probe
 * finds, and the first of its folders that has `certs`.
 */
export const rustls: RuntimeRule = {
  runtime: 'rustls',
  installations: () => [ANY_PROGRAM],
  choose: (_, { host, environment }) => {
    const { SSL_CERT_FILE: ownFile, SSL_CERT_DIR: ownFolders } = environment;
    if (ownFile !== undefined || ownFolders !== undefined) {
      return {
        rule: together(
          ...(ownFile === undefined ? [] : ['ssl_cert_file']),
          ...(ownFolders === undefined ? [] : ['ssl_cert_dir']),
        ),
        places: [
          ...(ownFile === undefined ? [] : [file(ownFile, 'rustls', { isNamed: true })]),
          ...(ownFolders ?? '')
            .split(':')
            .filter(Boolean)
            .map((path) => folder(path, 'rustls', { isNamed: true })),
        ],
      };
    }
    const candidates = FOLDERS.flatMap((path) => NAMES.map((name) => `${path}/${name}`));
    const first = candidates.find((path) => host.kind(path) === 'file');
    const certificates = FOLDERS.map((path) => `${path}/certs`).find((path) => host.kind(path) === 'folder');
    return {
      rule: 'first_found',
      places: [
        ...(first === undefined ? [] : [file(first, 'rustls')]),
        ...(certificates === undefined ? [] : [folder(certificates, 'rustls')]),
      ],
    };
  },
};
