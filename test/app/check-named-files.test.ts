import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkModuleFiles, checkNamedFiles, checkRoot } from '../../src/app/check-named-files.ts';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { moduleOptions } from '../../src/config/resolve-handshake.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const check = (yaml: string, root?: string): Promise<void> =>
  checkNamedFiles(resolveConfig(parseConfig(yaml, 'test.yml'), root === undefined ? {} : { root }));

const missing = (key: string): string => `${key}: cannot read /nowhere/file: there is no such file (ENOENT)`;

describe('checkNamedFiles', () => {
  it.each([
    ['root: /nowhere/file', '--root (root)'],
    ['handshake: { modules: { m: { ca_file: /nowhere/file } } }', 'handshake.modules.m.ca_file'],
    [
      'handshake: { modules: { m: { intermediates_file: /nowhere/file } } }',
      'handshake.modules.m.intermediates_file',
    ],
    [
      'sources: [{ name: java, type: keystores, include: [/a], passphrases: [{ empty: true }, { file: /nowhere/file }] }]',
      'sources[java].passphrases[1].file',
    ],
    [
      'sources: [{ name: java, type: keystores, include: [/a], passphrases: [{ list_file: /nowhere/file }] }]',
      'sources[java].passphrases[0].list_file',
    ],
    ['sources: [{ name: c, type: kubernetes, kubeconfig: /nowhere/file }]', 'sources[c].kubeconfig'],
    ['handshake: { target_files: [{ path: /nowhere/file }] }', 'handshake.target_files[0].path'],
    [
      'handshake: { target_files: [{ path: "/nowhere/*.yml" }, { path: /nowhere/file }] }',
      'handshake.target_files[1].path',
    ],
  ])('%s: the key and what is wrong', async (yaml, key) => {
    await expect(check(yaml)).rejects.toThrow(missing(key));
  });

  it('names each mistake on a line of its own', async () => {
    const client = 'cert_file: /nowhere/file, key_file: /nowhere/file, key_passphrase_file: /nowhere/file';
    const keys = ['cert_file', 'key_file', 'key_passphrase_file'].map((key) => `handshake.modules.m.${key}`);
    await expect(check(`handshake: { modules: { m: { ${client} } } }`)).rejects.toThrow(
      keys.map(missing).join('\n'),
    );
  });

  it('tells a folder from a file, and takes either where either will do', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(check('sources: []', file)).rejects.toThrow(
      `--root (root): expected a folder, and ${file} is none`,
    );
    const kubernetes = `sources: [{ name: c, type: kubernetes, kubeconfig: ${folder} }]`;
    await expect(check(kubernetes)).rejects.toThrow(`expected a file, and ${folder} is none`);
    await check(`handshake: { modules: { a: { ca_file: ${folder} }, b: { ca_file: ${file} } } }`);
  });

  it('reads lists of targets as they will be read', async () => {
    const folder = temporaryFolder();
    const list = join(folder, 'targets.yml');
    writeFileSync(list, '- targets: ["a.example"]\n');
    await expect(check(`handshake: { target_files: [{ path: ${list} }] }`)).rejects.toThrow(
      `${list}:1:13: [0].targets[0]: expected HOST:PORT or [IPV6]:PORT`,
    );
    writeFileSync(list, '- targets: ["a.example:443"]\n');
    await check(`handshake: { target_files: [{ path: ${list} }] }`);
  });

  it('minds nothing that may come later or is what the exporter looks at', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'etc'));
    await check(
      'sources: [{ name: a, include: [/nowhere/file], directories: [/nowhere] }]\n' +
        'handshake: { target_files: [{ path: "/nowhere/*.yml" }], targets: [{ target: "a:1", stored: /nowhere/file }] }\n',
      root,
    );
  });
});

it('names flags of one module, and the folder of one look', async () => {
  const module = moduleOptions('m', { cert_file: '/nowhere/file', key_file: '/nowhere/file' }, 5);
  await expect(checkModuleFiles(module)).rejects.toThrow(
    [missing('--cert-file (cert_file)'), missing('--key-file (key_file)')].join('\n'),
  );
  await checkModuleFiles(moduleOptions('m', { ca_file: temporaryFolder() }, 5));
  await expect(checkRoot('/nowhere/file')).rejects.toThrow(missing('--root (root)'));
  await checkRoot(temporaryFolder());
});
