import type { Place, Surroundings } from './choice.ts';
import { file, folder } from './choice.ts';

/** What a libcurl has compiled in, and by which library it reads it. */
export interface Libcurl {
  readonly backend: 'openssl' | 'gnutls';
  readonly file: string | undefined;
  readonly folder: string | undefined;
  /** Its version, as `[7, 88]`; undefined where it does not say. */
  readonly version: readonly [number, number] | undefined;
}

/** The libcurl that a program is linked with; one that has it in itself is its own. */
export function libcurlOf(program: string, { binaries }: Surroundings): Libcurl {
  const library = binaries.linked(program, 'libcurl') ?? program;
  const { trustPaths, curlVersion } = binaries.facts(library);
  const isFolder = (path: string): boolean => /\/certs\/?$/.test(path);
  return {
    backend: binaries.linked(library, 'libgnutls.so.') === undefined ? 'openssl' : 'gnutls',
    file: trustPaths.find((path) => !isFolder(path)),
    folder: trustPaths.find(isFolder),
    version: curlVersion,
  };
}

/**
 * A file and a folder as libcurl loads them: both, and it refuses to connect where the file gives nothing
 * (CURLE_SSL_CACERT_BADFILE). With OpenSSL a folder has hashed names, with GnuTLS every file of it is read.
 */
export function libcurlPlaces(
  backend: Libcurl['backend'],
  path: string | undefined,
  folderPath: string | undefined,
): readonly Place[] {
  const ofOpenssl = backend === 'openssl';
  return [
    ...(path === undefined
      ? []
      : [file(path, ofOpenssl ? 'openssl-strict' : 'gnutls', { isNecessary: true })]),
    ...(folderPath === undefined
      ? []
      : [ofOpenssl ? folder(folderPath, 'openssl-hashed') : folder(folderPath, 'gnutls', { names: 'all' })]),
  ];
}
