import { filesAmong } from '../host/expand.ts';
import { folder, type RuntimeRule } from './choice.ts';
import { gnutlsDefault } from './gnutls-default.ts';
import { linkedOpensslChoice } from './linked-openssl.ts';

const PROGRAMS = ['/usr/local/bin/wget', '/usr/bin/wget', '/bin/wget'];

/** Where wget looks itself when GnuTLS finds nothing (gnutls.c). */
const OWN_FOLDER = '/etc/ssl/certs';

/** wget: built with GnuTLS it takes the library's system trust, built with OpenSSL it follows OpenSSL's rule. */
export const wget: RuntimeRule = {
  runtime: 'wget',
  // BusyBox has a wget of its own, which verifies nothing by itself.
  installations: (surroundings) =>
    filesAmong(surroundings.host, PROGRAMS).filter(
      (path) => !surroundings.host.resolve(path)?.endsWith('/busybox'),
    ),
  choose: (installation, surroundings) => {
    const library = surroundings.binaries.linked(installation, 'libgnutls.so.');
    if (library === undefined) return linkedOpensslChoice(installation, surroundings);
    const { places, ...rest } = gnutlsDefault(library, surroundings);
    return {
      ...rest,
      places: [...places, folder(OWN_FOLDER, 'gnutls', { names: 'all', isFallback: true })],
    };
  },
};
