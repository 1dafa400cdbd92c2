import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeSource } from '../../src/app/make-source.ts';
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
  expect(certificates.map(({ location }) => location.path).toSorted()).toEqual([
    `${folder}/a.crt`,
    `${folder}/b.crt`,
  ]);
  expect(reader.parsed).toBe(1);
});
