import { resolve } from 'node:path';
import type { ModuleFileConfig } from '../../config/handshake-schema.ts';
import { type OptionMistake, overrideModule } from '../../config/override-module.ts';
import { IP_CHOICES, STARTTLS_PROTOCOLS, TLS_VERSIONS, TRUST_NAMES } from '../../model/handshake-module.ts';
import type { Arguments, Flag } from '../command.ts';
import { UsageError } from '../usage-error.ts';

interface ModuleFlag extends Flag {
  /** The key of a module in the configuration file that it stands for. */
  readonly key: keyof ModuleFileConfig;
  /** What is made of its value, where that is not the text itself. */
  readonly read?: (text: string) => unknown;
}

const asPath = (text: string): string => resolve(text);
const asList = (text: string): string[] => text.split(',').map((each) => each.trim());
const versions = TLS_VERSIONS.join(', ');

/** Flags that say how to dial; each stands for a key of a module. */
export const MODULE_FLAGS: readonly ModuleFlag[] = [
  {
    name: 'server-name',
    // As openssl s_client has it.
    aliases: ['servername'],
    key: 'server_name',
    value: 'NAME',
    help: "sent as SNI, and the name that the certificate has to be for (default: the target's host)",
  },
  { name: 'starttls', key: 'starttls', value: 'PROTOCOL', help: STARTTLS_PROTOCOLS.join(', ') },
  { name: 'timeout', key: 'timeout', value: 'DURATION', help: 'time for all phases together (default 5s)' },
  {
    name: 'ip',
    key: 'ip',
    value: 'CHOICE',
    help: `${IP_CHOICES.join(', ')}: which addresses of a name are dialled (default any)`,
  },
  { name: 'min-version', key: 'min_version', value: 'VERSION', help: `${versions} (default 1.2)` },
  {
    name: 'max-version',
    // As curl has it.
    aliases: ['tls-max'],
    key: 'max_version',
    value: 'VERSION',
    help: `${versions} (default 1.3)`,
  },
  {
    name: 'groups',
    key: 'groups',
    value: 'GROUPS',
    help: 'the only key exchange groups offered, separated by commas, such as X25519MLKEM768,x25519',
    read: asList,
  },
  {
    name: 'alpn',
    key: 'alpn',
    value: 'PROTOCOLS',
    help: 'protocols offered by ALPN, separated by commas, such as h2,http/1.1',
    read: asList,
  },
  {
    name: 'trust',
    key: 'trust',
    value: 'WHOSE',
    help: `whose roots count: ${TRUST_NAMES.join(', ')} (default system)`,
  },
  {
    name: 'ca-file',
    key: 'ca_file',
    value: 'PATH',
    help: 'file or folder of trusted certificates instead',
    read: asPath,
  },
  {
    name: 'intermediates-file',
    key: 'intermediates_file',
    value: 'PATH',
    help: 'file or folder of intermediates, to tell a forgotten one from an unknown authority',
    read: asPath,
  },
  { name: 'cert-file', key: 'cert_file', value: 'PATH', help: 'client certificate, PEM', read: asPath },
  { name: 'key-file', key: 'key_file', value: 'PATH', help: 'its key, PEM', read: asPath },
  {
    name: 'key-passphrase-file',
    key: 'key_passphrase_file',
    value: 'PATH',
    help: "file whose first line is the key's passphrase",
    read: asPath,
  },
  {
    name: 'proxy',
    key: 'proxy',
    value: 'URL',
    help: 'HTTP proxy to go through, none, or environment for HTTPS_PROXY and NO_PROXY (default environment)',
  },
  {
    name: 'no-proxy',
    key: 'no_proxy',
    value: 'HOSTS',
    help: 'hosts that are dialled without that proxy, in the syntax of NO_PROXY',
  },
  {
    name: 'no-verify',
    key: 'verify',
    help: 'success asks for a completed handshake alone; what is wrong with the chain is still told',
    read: () => false,
  },
];

/**
 * The module of the configuration with what flags say in the place of its own.
 * @throws UsageError that names the flag and what was expected.
 */
export function moduleByFlags(args: Arguments, written: ModuleFileConfig): ModuleFileConfig {
  const options = Object.fromEntries(
    MODULE_FLAGS.flatMap(({ name, key, read = (text: string) => text }) => {
      const text = args.value(name);
      return text === undefined ? [] : [[key, read(text)]];
    }),
  );
  const module = overrideModule(written, options);
  if (!isMistakes(module)) return module;
  const lines = module.map(({ key, message }) => `--${flagOf(key)}: ${inFlags(message)}`);
  throw new UsageError(lines.join('\ntls-cert-exporter: '));
}

function isMistakes(module: ModuleFileConfig | readonly OptionMistake[]): module is readonly OptionMistake[] {
  return Array.isArray(module);
}

const flagOf = (key: string): string => MODULE_FLAGS.find((flag) => flag.key === key)?.name ?? key;

/** Messages name keys of the file; who is at a terminal knows flags. */
function inFlags(message: string): string {
  return MODULE_FLAGS.reduce(
    (text, { key, name }) => (key.includes('_') ? text.replaceAll(key, `--${name}`) : text),
    message,
  );
}
