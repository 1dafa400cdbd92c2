import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asNobody } from '../support/as-nobody.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { collectOnce, filesSource, pathsOf, problemsOf } from '../support/files-source.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { pem } = createCertificate({ subject: 'good.example.com' });

/** A folder with one good certificate in it, which no fault beside it may hide. */
function folderWithGood(): string {
  const folder = temporaryFolder();
  fs.writeFileSync(join(folder, 'good.crt'), pem);
  return folder;
}

/** One collection of `*.crt` there: the good one is found, and these are the problems, without the folder. */
async function problemsBesideGood(folder: string, include = [`${folder}/*.crt`]): Promise<string[]> {
  const found = await collectOnce(filesSource({ include }));
  expect(pathsOf(found)).toEqual([`${folder}/good.crt`]);
  return problemsOf(found).map((problem) => problem.replace(`${folder}/`, ''));
}

describe('hostile files', () => {
  it('an empty file', async () => {
    const folder = folderWithGood();
    fs.writeFileSync(join(folder, 'empty.crt'), '');
    expect(await problemsBesideGood(folder)).toEqual(['no_certificate empty.crt']);
  });

  it('a directory, matched and written out', async () => {
    const folder = folderWithGood();
    fs.mkdirSync(join(folder, 'tls.crt'));
    const expected = ['not_regular_file tls.crt'];
    expect(await problemsBesideGood(folder)).toEqual(expected);
    expect(await problemsBesideGood(folder, [`${folder}/good.crt`, `${folder}/tls.crt`])).toEqual(expected);
    expect(await problemsBesideGood(folder, [`${folder}/*`])).toEqual([]);
  });

  it('a FIFO: opening it does not block', async () => {
    const folder = folderWithGood();
    execFileSync('mkfifo', [join(folder, 'pipe.crt')]);
    const expected = ['not_regular_file pipe.crt'];
    expect(await problemsBesideGood(folder)).toEqual(expected);
    expect(await problemsBesideGood(folder, [`${folder}/good.crt`, `${folder}/pipe.crt`])).toEqual(expected);
  });

  it('a socket', async () => {
    const folder = folderWithGood();
    const server = createServer().listen(join(folder, 'socket.crt'));
    await once(server, 'listening');
    expect(await problemsBesideGood(folder)).toEqual(['not_regular_file socket.crt']);
    server.close();
  });

  it('a device: /dev/zero, by a link and written out', async () => {
    const folder = folderWithGood();
    fs.symlinkSync('/dev/zero', join(folder, 'zero.crt'));
    expect(await problemsBesideGood(folder)).toEqual(['not_regular_file zero.crt']);
    expect(await problemsBesideGood(folder, [`${folder}/good.crt`, '/dev/zero'])).toEqual([
      'not_regular_file /dev/zero',
    ]);
  });

  it('a file of several GB', async () => {
    const folder = folderWithGood();
    fs.writeFileSync(join(folder, 'huge.crt'), pem);
    fs.truncateSync(join(folder, 'huge.crt'), 5 * 1024 ** 3);
    expect(await problemsBesideGood(folder)).toEqual(['too_large huge.crt']);
  });

  it('files of /proc, which say that they are empty', async () => {
    const found = await collectOnce(filesSource({ include: ['/proc/self/status', '/proc/version'] }));
    expect(problemsOf(found)).toEqual(['no_certificate /proc/self/status', 'no_certificate /proc/version']);
    expect(found.problems.map(({ detail }) => detail)).not.toContain('The file is empty.');
  });

  it('a name that is not UTF-8', async () => {
    const folder = temporaryFolder();
    const name = Buffer.from(`${folder}/caf\xe9 \\ \xc3\xa9.crt`, 'latin1');
    fs.writeFileSync(name, pem);
    const found = await collectOnce(filesSource({ include: [`${folder}/caf*.crt`] }));
    expect(pathsOf(found)).toEqual([`${folder}/caf\\xe9 \\\\ é.crt`]);
    expect(found.problems).toEqual([]);
  });

  it('a name that is not UTF-8, in a folder that is not, under another root and behind a link', async () => {
    const root = temporaryFolder();
    fs.mkdirSync(Buffer.from(`${root}/\xff`, 'latin1'));
    fs.writeFileSync(Buffer.from(`${root}/\xff/\xfe.crt`, 'latin1'), pem);
    fs.symlinkSync(Buffer.from('/\xff/\xfe.crt', 'latin1'), join(root, 'a.crt'));
    const found = await collectOnce(filesSource({ directories: ['/'], root }));
    expect(pathsOf(found)).toEqual(['/a.crt']);
    expect(found.certificates).toHaveLength(1);
    fs.rmSync(join(root, 'a.crt'));
    expect(pathsOf(await collectOnce(filesSource({ directories: ['/'], root })))).toEqual([
      '/\\xff/\\xfe.crt',
    ]);
  });

  it('UTF-8, newlines, quotes and glob characters in names', async () => {
    const folder = temporaryFolder();
    const names = [
      'é.crt',
      'new\nline.crt',
      '"quoted" \'name\'.crt',
      'back\\slash.crt',
      '[a]{b}*.crt',
      '日本.crt',
    ];
    for (const name of names) fs.writeFileSync(join(folder, name), pem);
    const found = await collectOnce(filesSource({ include: [`${folder}/*.crt`] }));
    expect(pathsOf(found)).toEqual(names.map((name) => `${folder}/${name}`).sort());
    const literal = await collectOnce(filesSource({ include: [`${folder}/日本.crt`, `${folder}/é*`] }));
    expect(pathsOf(literal)).toEqual([`${folder}/é.crt`, `${folder}/日本.crt`]);
    const escaped = [`${folder}/\\[a\\]\\{b\\}\\*.crt`];
    expect(pathsOf(await collectOnce(filesSource({ include: escaped })))).toEqual([`${folder}/[a]{b}*.crt`]);
  });

  it('a symbolic link that dangles', async () => {
    const folder = folderWithGood();
    fs.symlinkSync('gone.pem', join(folder, 'link.crt'));
    const expected = ['not_found link.crt'];
    expect(await problemsBesideGood(folder)).toEqual(expected);
    expect(await problemsBesideGood(folder, [`${folder}/good.crt`, `${folder}/link.crt`])).toEqual(expected);
  });

  it('symbolic links that loop, with and without another root', async () => {
    const folder = folderWithGood();
    fs.symlinkSync('loop.crt', join(folder, 'loop.crt'));
    fs.symlinkSync('.', join(folder, 'here'));
    fs.mkdirSync(join(folder, 'sub'));
    fs.symlinkSync('..', join(folder, 'sub/up'));
    expect(await problemsBesideGood(folder, [`${folder}/**/*.crt`])).toEqual(['io_error loop.crt']);
    const found = await collectOnce(filesSource({ include: ['/**/*.crt'], root: folder }));
    expect(pathsOf(found)).toEqual(['/good.crt']);
    expect(problemsOf(found)).toEqual(['io_error /loop.crt']);
  });

  it('folders that all link to each other', async () => {
    const folder = folderWithGood();
    const names = Array.from({ length: 12 }, (_, index) => `d${index}`);
    for (const name of names) fs.mkdirSync(join(folder, name));
    for (const from of names) for (const to of names) fs.symlinkSync(`../${to}`, join(folder, from, to));
    expect(await problemsBesideGood(folder, [`${folder}/**/*.crt`])).toEqual([]);
  });

  it('a symbolic link that leaves the tree is followed, and stays in the root where there is one', async () => {
    const folder = temporaryFolder();
    const elsewhere = folderWithGood();
    fs.symlinkSync(`${elsewhere}/good.crt`, join(folder, 'out.crt'));
    expect(pathsOf(await collectOnce(filesSource({ include: [`${folder}/*`] })))).toEqual([
      `${folder}/out.crt`,
    ]);
    const rooted = await collectOnce(filesSource({ include: ['/*'], root: folder }));
    expect(rooted.certificates).toEqual([]);
    expect(problemsOf(rooted)).toEqual(['not_found /out.crt']);
  });

  it('permission denied on a file and on a folder', async () => {
    const folder = folderWithGood();
    fs.writeFileSync(join(folder, 'secret.crt'), pem, { mode: 0 });
    fs.mkdirSync(join(folder, 'closed'), { mode: 0o700 });
    fs.writeFileSync(join(folder, 'closed/x.crt'), pem);
    if (process.geteuid?.() !== 0) fs.chmodSync(join(folder, 'closed'), 0);
    const include = [`${folder}/**/*.crt`, `${folder}/closed/x.crt`];
    const denied = await asNobody(() => collectOnce(filesSource({ include })));
    expect(pathsOf(denied)).toEqual([`${folder}/good.crt`]);
    expect(problemsOf(denied)).toEqual([
      `permission_denied ${folder}/closed`,
      `permission_denied ${folder}/closed/x.crt`,
      `permission_denied ${folder}/secret.crt`,
    ]);
    expect(denied.complete).toBe(false);
    const optional = await asNobody(() => collectOnce(filesSource({ include, optional: true })));
    expect(pathsOf(optional)).toEqual([`${folder}/good.crt`]);
    expect(optional.problems).toEqual([]);
    expect(optional.complete).toBe(true);
    fs.chmodSync(join(folder, 'closed'), 0o700);
  });

  it('a file that may be read again is read, though nothing about it changed', async () => {
    const folder = folderWithGood();
    fs.chmodSync(join(folder, 'good.crt'), 0o600);
    const source = filesSource({ include: [`${folder}/*.crt`], now: () => Date.now() + 10_000 });
    if (process.geteuid?.() === 0) {
      expect(problemsOf(await asNobody(() => collectOnce(source)))).toEqual([
        `permission_denied ${folder}/good.crt`,
      ]);
    }
    expect(pathsOf(await collectOnce(source))).toEqual([`${folder}/good.crt`]);
  });

  it('100,000 files in one folder', { timeout: 120_000 }, async () => {
    const folder = folderWithGood();
    for (let index = 0; index < 100_000; index++) fs.closeSync(fs.openSync(`${folder}/${index}.txt`, 'w'));
    fs.writeFileSync(join(folder, '50000.pem'), pem);
    const found = await collectOnce(filesSource({ directories: [folder] }));
    expect(found.certificates).toHaveLength(2);
    // Each empty file is told of.
    expect(found.problems).toHaveLength(100_000);
  });

  it('one file beside others that keep changing is found under its one path', async () => {
    const folder = folderWithGood();
    const source = filesSource({ include: [`${folder}/*.crt`] });
    for (let round = 0; round < 20; round++) {
      fs.writeFileSync(join(folder, `${round}.tmp`), pem);
      fs.renameSync(join(folder, `${round}.tmp`), join(folder, 'moving.crt'));
      expect(pathsOf(await collectOnce(source))).toEqual([`${folder}/good.crt`, `${folder}/moving.crt`]);
    }
  });
});
