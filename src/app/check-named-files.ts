import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
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
  const faults = await Promise.all(namedBy(config).map(faultOf));
  const lists = await Promise.all(listFaults(config));
  const mistakes = [...faults, ...lists].filter((mistake) => mistake !== undefined);
  if (mistakes.length > 0) throw new ConfigError(mistakes.join('\n'));
}

function namedBy({ root, sources, handshake }: Config): Named[] {
  const named: Named[] = root === undefined ? [] : [{ key: '--root (root)', path: root, is: 'folder' }];
  for (const source of sources) {
    const key = `sources[${source.name}]`;
    if (source.type === 'keystores') named.push(...passphraseFiles(source.passphrases ?? [], key));
    if (source.type === 'kubernetes' && source.kubeconfig !== undefined) {
      named.push({ key: `${key}.kubeconfig`, path: source.kubeconfig, is: 'file' });
    }
  }
  for (const [name, { trust, intermediatesPath, clientCertificate }] of handshake?.modules ?? []) {
    const add = (key: string, path: string | undefined, is: Named['is']): void => {
      if (path !== undefined) named.push({ key: `handshake.modules.${name}.${key}`, path, is });
    };
    add('ca_file', trust.kind === 'path' ? trust.path : undefined, 'either');
    add('intermediates_file', intermediatesPath, 'either');
    add('cert_file', clientCertificate?.certFile, 'file');
    add('key_file', clientCertificate?.keyFile, 'file');
    add('key_passphrase_file', clientCertificate?.passphraseFile, 'file');
  }
  return named;
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
  return handshake.targetFiles
    .filter(({ path }) => !path.includes('*'))
    .map(async ({ path, module }, index) => {
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
