import { stat } from 'node:fs/promises';
import { rootedPath } from './rooted-path.ts';

/**
 * Where distributions keep the bundle of trusted roots, in the order in which Go looks: Debian, Arch, Alpine; Fedora
 * and RHEL 6; openSUSE; OpenELEC; RHEL 7 and later; Alpine again.
 */
const BUNDLE_FILES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Where the roots lie one by one; looked at only where there is no bundle, which holds the same. */
const BUNDLE_FOLDERS = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

/** The environment variables by which OpenSSL and Go are pointed elsewhere. */
export interface TrustEnvironment {
  readonly SSL_CERT_FILE?: string | undefined;
  readonly SSL_CERT_DIR?: string | undefined;
}

/** A place that holds anchors: as a person would write it on the host, and where this process finds it. */
export interface AnchorPlace {
  readonly path: string;
  readonly opened: string;
}

/**
 * Where the system's trust is: the first bundle file that exists, else the folders that exist. SSL_CERT_FILE takes
 * the files' place, SSL_CERT_DIR (several, with colons) the folders'; they are of this process, so that they say
 * nothing about a host that is mounted at `root`.
 */
export async function systemPlaces(
  root: string,
  environment: TrustEnvironment,
): Promise<readonly AnchorPlace[]> {
  const own = root === '' || root === '/' ? environment : {};
  const files = own.SSL_CERT_FILE ? [own.SSL_CERT_FILE] : BUNDLE_FILES;
  for (const path of files) {
    const [place] = await existingPlaces(root, [path]);
    if (place !== undefined) return [place];
  }
  const folders = own.SSL_CERT_DIR
    ? own.SSL_CERT_DIR.split(':').filter((path) => path !== '')
    : BUNDLE_FOLDERS;
  return existingPlaces(root, folders);
}

/** Those of the paths of a host that are there. */
export async function existingPlaces(
  root: string,
  paths: readonly string[],
): Promise<readonly AnchorPlace[]> {
  const places = await Promise.all(paths.map(async (path) => placeOf(root, path)));
  return places.filter((place) => place !== undefined);
}

async function placeOf(root: string, path: string): Promise<AnchorPlace | undefined> {
  try {
    const opened = await rootedPath(root, path);
    await stat(opened);
    return { path, opened };
  } catch {
    return undefined;
  }
}
