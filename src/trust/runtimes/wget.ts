import { filesAmong } from '../host/expand.ts';
import { file, folder, type RuntimeRule, together } from './choice.ts';
import { gnutlsDefault } from './gnutls-default.ts';
import { linkedOpensslChoice } from './linked-openssl.ts';
import { wgetTrust } from './wget-config.ts';

const PROGRAMS = ['/usr/local/bin/wget', '/usr/bin/wget', '/bin/wget'];

/** Where wget looks itself when GnuTLS finds nothing (gnutls.c). */
const OWN_FOLDER = '/etc/ssl/certs';

/**
 * wget: built with GnuTLS it takes the library's system trust, built with OpenSSL it follows OpenSSL's rule. A folder in
 * its configuration takes the place of the former and comes beside the latter; a file comes beside both.
 */
export const wget: RuntimeRule = {
  runtime: 'wget',
  // BusyBox has a wget of its own, which verifies nothing by itself.
  installations: (surroundings) =>
    filesAmong(surroundings.host, PROGRAMS).filter(
      (path) => !surroundings.host.resolve(path)?.endsWith('/busybox'),
    ),
  choose: (installation, surroundings) => {
    const library = surroundings.binaries.linked(installation, 'libgnutls.so.');
    const { certificate, directory } = wgetTrust(surroundings);
    const parser = library === undefined ? 'openssl-strict' : 'gnutls';
    const own = certificate ? [file(certificate, parser, { isNamed: true })] : [];
    const ownRule = certificate || directory ? ['wgetrc'] : [];
    if (library === undefined) {
      const { rule, places } = linkedOpensslChoice(installation, surroundings);
      const folders = directory ? [folder(directory, 'openssl-hashed', { isNamed: true })] : [];
      return { rule: together(...ownRule, rule), places: [...places, ...folders, ...own] };
    }
    if (directory) {
      return {
        rule: 'wgetrc',
        places: [folder(directory, 'gnutls', { names: 'all', isNamed: true }), ...own],
      };
    }
    const { places, rule, ...rest } = gnutlsDefault(library, surroundings);
    const fallback = folder(OWN_FOLDER, 'gnutls', { names: 'all', isFallback: true });
    return { ...rest, rule: together(...ownRule, rule), places: [...places, fallback, ...own] };
  },
};
