import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import type { ModuleOptions } from '../model/handshake-module.ts';
import type { PassphraseOrigin } from '../model/passphrase-origin.ts';
import { whyUnreadable } from '../model/unreadable-words.ts';

/** Something in the file system that the configuration names for the exporter itself. */
interface Named {
  /** The key that names it, as people write it. */
  readonly key: string;
  readonly path: string;
  readonly is: 'file' | 'folder' | 'either';
}

/**
 * Looks at what a configuration names and the exporter opens for its own use: what it trusts, shows, unlocks and asks
 * with. It may come later, so that a start does without; whoever asks for a check wants to know now. Nothing of a key or
 * a passphrase is read. Where certificates are looked for is not looked at: that is what problems are for.
 * @throws ConfigError with one line for each mistake
 */
export async function checkNamedFiles(config: Config): Promise<void> {
  refuse([...(await Promise.all(namedBy(config).map(faultOf))), ...(await Promise.all(listFaults(config)))]);
}

/** The same of one module whose files flags have named. @throws ConfigError */
export async function checkModuleFiles(module: ModuleOptions): Promise<void> {
  const named = filesOfModule(module, (key) => `--${key.replaceAll('_', '-')} (${key})`);
  refuse(await Promise.all(named.map(faultOf)));
}

/** The same of the folder that is to be looked at as `/`. @throws ConfigError */
export async function checkRoot(root: string): Promise<void> {
  refuse([await faultOf({ key: ROOT_KEY, path: root, is: 'folder' })]);
}

function refuse(faults: readonly (string | undefined)[]): void {
  const mistakes = faults.filter((fault) => fault !== undefined);
  if (mistakes.length > 0) throw new ConfigError(mistakes.join('\n'));
}

const ROOT_KEY = '--root (root)';

function namedBy({ root, sources, handshake }: Config): Named[] {
  const named: Named[] = root === undefined ? [] : [{ key: ROOT_KEY, path: root, is: 'folder' }];
  for (const source of sources) {
    const key = `sources[${source.name}]`;
    if (source.type === 'keystores') named.push(...passphraseFiles(source.passphrases ?? [], key));
    if (source.type === 'kubernetes' && source.kubeconfig !== undefined) {
      named.push({ key: `${key}.kubeconfig`, path: source.kubeconfig, is: 'file' });
    }
  }
  for (const [name, module] of handshake?.modules ?? []) {
    named.push(...filesOfModule(module, (key) => `handshake.modules.${name}.${key}`));
  }
  return named;
}

function filesOfModule(
  { trust, intermediatesPath, clientCertificate }: ModuleOptions,
  inWords: (key: string) => string,
): Named[] {
  const named = (key: string, path: string | undefined, is: Named['is']): Named[] =>
    path === undefined ? [] : [{ key: inWords(key), path, is }];
  return [
    ...named('ca_file', trust.kind === 'path' ? trust.path : undefined, 'either'),
    ...named('intermediates_file', intermediatesPath, 'either'),
    ...named('cert_file', clientCertificate?.certFile, 'file'),
    ...named('key_file', clientCertificate?.keyFile, 'file'),
    ...named('key_passphrase_file', clientCertificate?.passphraseFile, 'file'),
  ];
}

function passphraseFiles(origins: readonly PassphraseOrigin[], source: string): Named[] {
  return origins.flatMap((origin, index): Named[] => {
    if (origin.kind !== 'file' && origin.kind !== 'list') return [];
    const key = `${source}.passphrases[${index}].${origin.kind === 'file' ? 'file' : 'list_file'}`;
    return [{ key, path: origin.path, is: 'file' }];
  });
}

async function faultOf({ key, path, is }: Named): Promise<string | undefined> {
  try {
    const stats = await stat(path);
    if (is === 'folder' && !stats.isDirectory()) return `${key}: expected a folder, and ${path} is none`;
    if (is === 'file' && !stats.isFile()) return `${key}: expected a file, and ${path} is none`;
    await access(path, constants.R_OK);
    return undefined;
  } catch (error) {
    return `${key}: cannot read ${path}: ${whyUnreadable(error)}`;
  }
}

/** Lists of targets are read as they will be. A pattern may match later. */
function listFaults({ handshake }: Config): Promise<string | undefined>[] {
  if (handshake === undefined) return [];
  const modules = new Set(handshake.modules.keys());
  return handshake.targetFiles.map(async ({ path, module }, index) => {
    if (path.includes('*')) return undefined;
    const key = `handshake.target_files[${index}].path`;
    const fault = await faultOf({ key, path, is: 'file' });
    if (fault !== undefined) return fault;
    const { parseTargetFile } = await import('../config/target-file.ts');
    try {
      parseTargetFile(await readFile(path, 'utf8'), path, module, modules);
      return undefined;
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
      throw error;
    }
  });
}
