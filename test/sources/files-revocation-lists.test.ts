import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createCertificate } from '../support/certificate-factory.ts';
import { collectOnce, filesSource, problemsOf } from '../support/files-source.ts';
import { createRevocationList } from '../support/revocation-list-factory.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('finds revocation lists beside certificates, and the next one when it is there', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'ca.pem');
  const certificate = createCertificate({ subject: 'a' });
  const lists = [createRevocationList({ number: 1 }), createRevocationList({ number: 2 })] as const;
  writeFileSync(file, certificate.pem + lists[0].pem + lists[1].pem);
  writeFileSync(join(folder, 'only.crl'), lists[0].der);
  const source = filesSource({ include: [], directories: [folder] });

  const numbers = ({ revocationLists = [] }: Awaited<ReturnType<typeof collectOnce>>) =>
    revocationLists.map(({ location, revocationList }) => `${location.path} ${revocationList.crlNumber}`);
  const first = await collectOnce(source);
  expect(numbers(first).toSorted()).toEqual([`${file} 1`, `${file} 2`, `${join(folder, 'only.crl')} 1`]);
  expect(first.certificates).toHaveLength(1);
  expect(problemsOf(first)).toEqual([]);
  expect((await collectOnce(source)).revocationLists).toBe(first.revocationLists);

  writeFileSync(join(folder, '..next'), createRevocationList({ number: 3 }).der);
  renameSync(join(folder, '..next'), join(folder, 'only.crl'));
  const second = await collectOnce(source);
  expect(numbers(second).toSorted()).toEqual([`${file} 1`, `${file} 2`, `${join(folder, 'only.crl')} 3`]);
});

it('takes a file called .pem with a list alone for what it is', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'list.pem'), createRevocationList().pem);
  expect(problemsOf(await collectOnce(filesSource({ include: [`${folder}/list.pem`] })))).toEqual([]);
});

it('tells of a list that is damaged', async () => {
  const folder = temporaryFolder();
  const { pem } = createRevocationList({ revoked: 9 });
  writeFileSync(join(folder, 'cut.crl'), pem.replace(/\n(?=.{64}\n).{64}/, ''));
  expect(problemsOf(await collectOnce(filesSource({ directories: [folder] })))).toEqual([
    `malformed_certificate ${join(folder, 'cut.crl')}`,
  ]);
});
