import { filesAmong } from '../host/expand.ts';
import { type Choice, file, folder, type Place, type RuntimeRule, together } from './choice.ts';
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

/** The OpenSSL in the official builds: to ask the bytes would mean to search through a hundred megabytes. */
const OWN_OPENSSL = { folder: '/etc/ssl', major: 3 };

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
    const extra: Place[] = NODE_EXTRA_CA_CERTS ? [file(NODE_EXTRA_CA_CERTS, 'node-extra')] : [];
    const extraRule = NODE_EXTRA_CA_CERTS ? ['node_extra_ca_certs'] : [];
    if (options.includes('--use-openssl-ca')) {
      return {
        rule: together('use_openssl_ca', ...extraRule),
        places: [...opensslChoice(environment, OWN_OPENSSL).places, ...extra],
      };
    }
    const asksSystem = options.includes('--use-system-ca') || NODE_USE_SYSTEM_CA === '1';
    // It reads them itself: every file of one folder, and damaged ones up to the damage.
    const system = [
      file(environment['SSL_CERT_FILE'] ?? `${OWN_OPENSSL.folder}/cert.pem`, 'node-extra'),
      folder(environment['SSL_CERT_DIR'] ?? `${OWN_OPENSSL.folder}/certs`, 'node-extra', { names: 'all' }),
    ];
    return {
      rule: together('built_in', ...(asksSystem ? ['use_system_ca'] : []), ...extraRule),
      places: [...(asksSystem ? system : []), ...extra],
      builtIn: library,
    };
  },
};
