import { file, folder, type Place, type Surroundings } from './choice.ts';

/** Where the distributions that compile `pkcs11:` into GnuTLS keep what p11-kit would give it. */
const P11_KIT_BUNDLE = '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem';

/** The places that are compiled into a GnuTLS library (gnutls_certificate_set_x509_system_trust(3)); no variables. */
export function gnutlsDefault(
  library: string,
  { binaries }: Surroundings,
): { readonly rule: string; readonly places: readonly Place[]; readonly detail?: string } {
  const paths = binaries.facts(library).trustPaths;
  if (paths.length === 0) {
    return {
      rule: 'p11_kit',
      places: [file(P11_KIT_BUNDLE, 'gnutls')],
      detail: "It asks p11-kit, whose anchors are taken to be those of the distribution's bundle.",
    };
  }
  return {
    rule: 'compiled_default',
    places: paths.map((path) =>
      path.endsWith('certs') ? folder(path, 'gnutls', { names: 'all' }) : file(path, 'gnutls'),
    ),
  };
}
