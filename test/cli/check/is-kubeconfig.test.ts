import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isKubeconfig } from '../../../src/cli/check/is-kubeconfig.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { temporaryFile } from '../../support/temporary-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('is none', () => {
  it('what is no regular file, and nobody waits for a FIFO', () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'fifo')]);
    mkdirSync(join(folder, 'folder'));
    for (const name of ['fifo', 'folder', 'missing']) expect(isKubeconfig(join(folder, name))).toBe(false);
    expect(isKubeconfig('/dev/zero')).toBe(false);
  });

  it.each([
    ['empty', ''],
    ['PEM', createCertificate().pem],
    ['DER', createCertificate().der],
    ['another object of YAML', 'apiVersion: v1\nkind: ConfigMap\ndata: {}\n'],
    ['the kind of something within', 'apiVersion: v1\nkind: List\nitems:\n- kind: Config\n'],
    ['a word in a text', 'this kind: Config is mentioned'],
    ['one list of that name', 'users:\n- a\n'],
  ])('%s', (name, content) => {
    expect(isKubeconfig(temporaryFile(name.replaceAll(' ', '-'), content))).toBe(false);
  });
});

describe('is one', () => {
  it.each([
    [
      'as kubectl writes it',
      'apiVersion: v1\nclusters:\n- cluster:\n    server: https://x\nkind: Config\nusers: null\n',
    ],
    ['quoted, with a comment', '"kind": "Config" # mine\r\n'],
    ['with carriage returns', 'apiVersion: v1\r\nkind: Config\r\n'],
    ['in JSON', '{"apiVersion":"v1","kind":"Config","clusters":[]}'],
    ['in JSON of many lines', '{\n  "apiVersion": "v1",\n  "kind": "Config"\n}'],
    ['without a kind', 'clusters:\n- name: a\ncontexts: []\nusers:\n- name: b\n'],
  ])('%s', (name, content) => {
    expect(isKubeconfig(temporaryFile(name.replaceAll(/[ ,]/g, '-'), content))).toBe(true);
  });

  it('however large it is', () => {
    const file = join(temporaryFolder(), 'config');
    writeFileSync(file, `kind: Config\nusers:\n${'- name: a\n'.repeat(100_000)}`);
    expect(isKubeconfig(file)).toBe(true);
  });
});
