import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { collectOnce } from '../../src/app/once.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('collects every source once and reports each file that it reads', async () => {
  const folder = temporaryFolder();
  for (const name of ['a', 'b', 'c'])
    writeFileSync(join(folder, `${name}.crt`), createCertificate({ subject: name }).pem);
  const reported: number[] = [];
  const inventory = await collectOnce(resolveConfig(undefined, { directories: [folder] }), (files) =>
    reported.push(files),
  );
  expect(inventory.ready).toBe(true);
  expect(inventory.sources[0]?.certificates).toHaveLength(3);
  expect(reported).toEqual([1, 2, 3]);
});
