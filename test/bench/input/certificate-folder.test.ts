import { X509Certificate } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BenchError } from '../../../bench/bench-error.ts';
import { certificateFolder } from '../../../bench/input/certificate-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('one certificate a file, each with a subject of its own', () => {
  const { path, certificates, glob } = certificateFolder(30, undefined, temporaryFolder());
  const read = readdirSync(path).map((name) => new X509Certificate(readFileSync(join(path, name))));
  expect(certificates).toBe(30);
  expect(read).toHaveLength(30);
  expect(new Set(read.map(({ subject }) => subject)).size).toBe(30);
  expect(new Set(read.map(({ fingerprint256 }) => fingerprint256)).size).toBe(30);
  expect(read[0]?.issuer).toBe('O=Example\nCN=Example Issuing CA');
  expect(glob).toBe(`${path}/*.crt`);
});

it('is made once', () => {
  const cache = temporaryFolder();
  const made: number[] = [];
  const first = certificateFolder(500, (count) => made.push(count), cache);
  const { ino } = statSync(first.path);
  const again = certificateFolder(500, (count) => made.push(count), cache);
  expect(again).toEqual(first);
  expect(statSync(again.path).ino).toBe(ino);
  expect(made).toEqual([500]);
});

it('one that was interrupted is never taken for whole, and leaves nothing', () => {
  const cache = temporaryFolder();
  const interrupted = (): never => {
    throw new Error('interrupted');
  };
  expect(() => certificateFolder(500, interrupted, cache)).toThrow('interrupted');
  expect(readdirSync(cache)).toEqual([]);
  expect(readdirSync(certificateFolder(500, undefined, cache).path)).toHaveLength(500);
});

it('takes no certificates out of a folder into which others can write', () => {
  const cache = temporaryFolder();
  chmodSync(cache, 0o777);
  expect(() => certificateFolder(1, undefined, cache)).toThrow(BenchError);
});
