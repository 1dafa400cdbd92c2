import { file, type RuntimeRule } from './choice.ts';

const STORE = '/nix/store';
const DEFAULTS = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/nix/var/nix/profiles/default/etc/ssl/certs/ca-bundle.crt',
];

/** Nix and the libraries of nixpkgs: NIX_SSL_CERT_FILE, SSL_CERT_FILE, the system's bundle, that of the profile. */
export const nix: RuntimeRule = {
  runtime: 'nix',
  installations: ({ host }) => (host.kind(STORE) === 'folder' ? ['/nix'] : []),
  choose: (_, { host, environment }) => {
    const { NIX_SSL_CERT_FILE, SSL_CERT_FILE } = environment;
    if (NIX_SSL_CERT_FILE)
      return { rule: 'nix_ssl_cert_file', places: [file(NIX_SSL_CERT_FILE, 'openssl-strict')] };
    if (SSL_CERT_FILE) return { rule: 'ssl_cert_file', places: [file(SSL_CERT_FILE, 'openssl-strict')] };
    const first = DEFAULTS.find((path) => host.kind(path) === 'file');
    return { rule: 'first_found', places: first === undefined ? [] : [file(first, 'openssl-strict')] };
  },
};
