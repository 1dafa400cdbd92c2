import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeSource } from '../../src/app/make-source.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('makes the source that the settings describe, and reads identical certificates once', async () => {
  const folder = temporaryFolder();
  const { pem } = createCertificate();
  for (const name of ['a.crt', 'b.crt', 'c.txt']) writeFileSync(join(folder, name), pem);
  const [settings] = resolveConfig(undefined, {
    directories: [folder],
    regex: /\.crt$/,
    interval: 7,
  }).sources;
  if (settings === undefined) throw new Error('no source');
  const reader = new CertificateReader();
  const source = makeSource(settings, undefined, reader);
  const { certificates } = await source.collect(new AbortController().signal);
  await source.close?.();
  expect(source).toMatchObject({ name: 'flags', type: 'files', interval: 7 });
  expect(certificates.map(({ location }) => location.path ?? '').toSorted()).toEqual([
    `${folder}/a.crt`,
    `${folder}/b.crt`,
  ]);
  expect(reader.parsed).toBe(1);
});

it('refuses a pattern that cannot be used, with the name of the source', () => {
  const [settings] = resolveConfig(undefined, { globs: ['/etc/{1..99999999}.crt'] }).sources;
  if (settings === undefined) throw new Error('no source');
  const make = () => makeSource(settings, undefined, new CertificateReader());
  expect(make).toThrow(ConfigError);
  expect(make).toThrow(/^source "flags": a pattern cannot be used: .*range/);
});
