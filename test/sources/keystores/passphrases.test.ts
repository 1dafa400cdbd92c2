import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPassphrases, samePassphrases } from '../../../src/sources/keystores/passphrases.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const texts = ({ passphrases }: ReturnType<typeof readPassphrases>) => passphrases.map(String);

it('takes the first line of a file, each line of a list, variables, and none, each once and in order', () => {
  const folder = temporaryFolder();
  const [file, list] = [join(folder, 'file'), join(folder, 'list')];
  writeFileSync(file, ' with spaces \nnot this\n');
  writeFileSync(list, 'one\r\n\ntwo\none');
  const environment = { VARIABLE: 'from the environment' };
  const read = readPassphrases(
    [
      { kind: 'file', path: file },
      { kind: 'list', path: list },
      { kind: 'environment', name: 'VARIABLE' },
      { kind: 'empty' },
    ],
    environment,
  );
  expect(texts(read)).toEqual([' with spaces ', 'one', 'two', 'from the environment', '']);
  expect(read.problems).toEqual([]);
});

it('keeps octets that are no UTF-8', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, Buffer.of(0xe9, 0x0a));
  expect(readPassphrases([{ kind: 'file', path: file }]).passphrases).toEqual([Buffer.of(0xe9)]);
});

it('says what cannot be read, by its path and never by its contents', () => {
  const folder = temporaryFolder();
  const [large, sub, missing] = [join(folder, 'large'), join(folder, 'sub'), join(folder, 'missing')];
  writeFileSync(large, 'secret'.repeat(200_000));
  mkdirSync(sub);
  const { passphrases, problems } = readPassphrases(
    [large, sub, missing].map((path) => ({ kind: 'file', path })),
  );
  expect(passphrases).toEqual([]);
  expect(problems).toMatchObject([
    { reason: 'too_large', location: { path: large } },
    { reason: 'not_regular_file', location: { path: sub } },
    { reason: 'not_found', location: { path: missing } },
  ]);
  expect(JSON.stringify(problems)).not.toContain('secret');
});

it('knows whether they have changed', () => {
  const [a, b] = [Buffer.from('a'), Buffer.from('b')];
  expect(samePassphrases([a, b], [Buffer.from('a'), Buffer.from('b')])).toBe(true);
  expect(samePassphrases([a], [a, b])).toBe(false);
  expect(samePassphrases([a], [b])).toBe(false);
});
