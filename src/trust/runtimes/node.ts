import { filesAmong } from '../host/expand.ts';
import { type Choice, file, type Place, type RuntimeRule, together } from './choice.ts';
import { opensslChoice } from './openssl-rule.ts';

const PROGRAMS = [
  '/usr/local/bin/node',
  '/usr/bin/node',
  '/usr/bin/nodejs',
  '/opt/*/bin/node',
  '/opt/*/*/bin/node',
  '/root/.nvm/versions/node/*/bin/node',
  '/home/*/.nvm/versions/node/*/bin/node',
  '/usr/local/n/versions/node/*/bin/node',
];

/** The folder of OpenSSL in the official builds, which is not in their bytes in a form to be found cheaply. */
const OWN_OPENSSL_FOLDER = '/etc/ssl';

/**
 * Node.js: its built-in copy of Mozilla's roots and NODE_EXTRA_CA_CERTS. SSL_CERT_FILE and SSL_CERT_DIR count only with
 * `--use-openssl-ca`, which takes the built-in roots' place, or `--use-system-ca`, which adds to them
 * (nodejs.org/api/cli.html).
 */
export const node: RuntimeRule = {
  runtime: 'node',
  installations: ({ host }) => filesAmong(host, PROGRAMS),
  choose: (installation, { binaries, environment }): Choice => {
    const { NODE_OPTIONS = '', NODE_EXTRA_CA_CERTS, NODE_USE_SYSTEM_CA } = environment;
    const options = NODE_OPTIONS.split(/\s+/);
    // Distributions put most of it into a library.
    const library = binaries.linked(installation, 'libnode.so.') ?? installation;
    const ofOpenssl = opensslChoice(environment, OWN_OPENSSL_FOLDER);
    const extra: Place[] = NODE_EXTRA_CA_CERTS ? [file(NODE_EXTRA_CA_CERTS, 'node-extra')] : [];
    const extraRule = NODE_EXTRA_CA_CERTS ? ['node_extra_ca_certs'] : [];
    if (options.includes('--use-openssl-ca')) {
      return {
        rule: together('use_openssl_ca', ...extraRule),
        places: [...ofOpenssl.places, ...extra],
      };
    }
    const asksSystem = options.includes('--use-system-ca') || NODE_USE_SYSTEM_CA === '1';
    return {
      rule: together('built_in', ...(asksSystem ? ['use_system_ca'] : []), ...extraRule),
      places: [...(asksSystem ? ofOpenssl.places : []), ...extra],
      builtIn: library,
    };
  },
};
