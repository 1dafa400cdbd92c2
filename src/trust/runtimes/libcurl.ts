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

/** A file and a folder of which somebody has named the one or the other, else they are compiled in. */
export interface LibcurlTrust {
  readonly file?: string | undefined;
  readonly folder?: string | undefined;
}

/**
 * A file and a folder as libcurl loads them: both, and it refuses to connect where the file gives nothing
 * (CURLE_SSL_CACERT_BADFILE). With OpenSSL a folder has hashed names, with GnuTLS every file of it is read.
 */
export function libcurlPlaces(compiled: Libcurl, named: LibcurlTrust): readonly Place[] {
  const ofOpenssl = compiled.backend === 'openssl';
  const path = named.file ?? compiled.file;
  const folderPath = named.folder ?? compiled.folder;
  const isNamed = named.folder !== undefined;
  return [
    ...(path === undefined
      ? []
      : [file(path, ofOpenssl ? 'openssl-strict' : 'gnutls', { isNecessary: true })]),
    ...(folderPath === undefined
      ? []
      : [
          ofOpenssl
            ? folder(folderPath, 'openssl-hashed', { isNamed })
            : folder(folderPath, 'gnutls', { names: 'all', isNamed }),
        ]),
  ];
}
