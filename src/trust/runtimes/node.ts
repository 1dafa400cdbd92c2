import { filesAmong } from '../host/expand.ts';
import { type Choice, file, folder, type Place, type RuntimeRule, together } from './choice.ts';
import { nodeStores } from './node-options.ts';
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
 * (nodejs.org/api/cli.html); one that contradicts itself, or does not know an option, does not start.
 */
export const node: RuntimeRule = {
  runtime: 'node',
  installations: ({ host }) => filesAmong(host, PROGRAMS),
  choose: (installation, { binaries, environment }): Choice => {
    const { NODE_OPTIONS = '', NODE_EXTRA_CA_CERTS, NODE_USE_SYSTEM_CA } = environment;
    const stores = nodeStores(NODE_OPTIONS);
    // Distributions put most of it into a library.
    const library = binaries.linked(installation, 'libnode.so.') ?? installation;
    const knows = (name: string): boolean => binaries.holds(library, name);
    const isOrdered = NODE_USE_SYSTEM_CA === '1' && knows('NODE_USE_SYSTEM_CA');
    const usesSystem = stores.usesSystem ?? isOrdered;
    const reason =
      stores.usesSystem !== undefined && !knows('--use-system-ca')
        ? 'it does not know --use-system-ca'
        : stores.usesOpenssl && (stores.usesBundled || usesSystem)
          ? `--use-openssl-ca contradicts --use-${stores.usesBundled ? 'bundled' : 'system'}-ca`
          : undefined;
    if (reason !== undefined) {
      return { rule: 'does_not_start', places: [], detail: `Node.js does not start: ${reason}.` };
    }
    const extra: Place[] = NODE_EXTRA_CA_CERTS
      ? [file(NODE_EXTRA_CA_CERTS, 'node-extra', { isNamed: true })]
      : [];
    const extraRule = NODE_EXTRA_CA_CERTS ? ['node_extra_ca_certs'] : [];
    if (stores.usesOpenssl) {
      return {
        rule: together('use_openssl_ca', ...extraRule),
        places: [...opensslChoice(environment, OWN_OPENSSL).places, ...extra],
      };
    }
    // It reads them itself: every file of one folder, and damaged ones up to the damage.
    const { SSL_CERT_FILE: ownFile, SSL_CERT_DIR: ownFolder } = environment;
    const system = [
      file(ownFile ?? `${OWN_OPENSSL.folder}/cert.pem`, 'node-extra', { isNamed: ownFile !== undefined }),
      folder(ownFolder ?? `${OWN_OPENSSL.folder}/certs`, 'node-extra', {
        names: 'all',
        isNamed: ownFolder !== undefined,
      }),
    ];
    return {
      rule: together('built_in', ...(usesSystem ? ['use_system_ca'] : []), ...extraRule),
      places: [...(usesSystem ? system : []), ...extra],
      builtIn: library,
    };
  },
};
