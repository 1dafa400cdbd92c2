import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCertificate, toPem } from '../support/certificate-factory.ts';
import { collectOnce, filesSource, pathsOf, problemsOf } from '../support/files-source.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const one = createCertificate({ subject: 'one.example.com' });
const two = createCertificate({ subject: 'two.example.com' });

/** A folder with these files in it; a path may lead into folders. */
function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    fs.mkdirSync(join(folder, path, '..'), { recursive: true });
    fs.writeFileSync(join(folder, path), content);
  }
  return folder;
}

describe('what is asked for', () => {
  it('finds literal paths, globs and folders', async () => {
    const folder = folderOf({ 'a.crt': one.pem, 'b/c.crt': one.pem, 'b/.d/e.txt': two.der, 'f.key': 'x' });
    const literal = await collectOnce(filesSource({ include: [join(folder, 'a.crt')] }));
    expect(pathsOf(literal)).toEqual([join(folder, 'a.crt')]);
    const glob = await collectOnce(filesSource({ include: [join(folder, '**/*.{crt,pem}')] }));
    expect(pathsOf(glob)).toEqual([join(folder, 'a.crt'), join(folder, 'b/c.crt')]);
    const tree = await collectOnce(filesSource({ directories: [`${folder}/`] }));
    expect(pathsOf(tree)).toEqual([
      join(folder, 'a.crt'),
      join(folder, 'b/.d/e.txt'),
      join(folder, 'b/c.crt'),
    ]);
    expect([...literal.problems, ...glob.problems, ...tree.problems]).toEqual([]);
    expect(tree.complete).toBe(true);
  });

  it('reads a file that is named as a folder', async () => {
    const folder = folderOf({ 'a.crt': one.pem });
    const found = await collectOnce(filesSource({ directories: [join(folder, 'a.crt')] }));
    expect(pathsOf(found)).toEqual([join(folder, 'a.crt')]);
    expect(found.problems).toEqual([]);
  });

  it('leaves out what is excluded, by the path as matched and by what it resolves to', async () => {
    const folder = folderOf({ 'a.crt': one.pem, 'a.old.crt': one.pem, 'private/b.crt': one.pem });
    fs.symlinkSync('private/b.crt', join(folder, 'link.crt'));
    fs.symlinkSync('private', join(folder, 'folder'));
    const include = [join(folder, '**/*.crt')];
    const found = await collectOnce(filesSource({ include, exclude: ['**/private/**', '*.old.crt'] }));
    expect(pathsOf(found)).toEqual([join(folder, 'a.crt')]);
    expect(found.problems).toEqual([]);
  });

  it('filters whole paths by the expression', async () => {
    const folder = folderOf({ 'a.crt': one.pem, 'b.pem': one.pem });
    const regex = new RegExp(String.raw`.*\.crt$`, 'g');
    const source = filesSource({ directories: [folder], regex });
    expect(pathsOf(await collectOnce(source))).toEqual([join(folder, 'a.crt')]);
  });

  it('finds the way to a file that passes the expression, though another is smaller', async () => {
    const folder = folderOf({ 'b/x.crt': one.pem });
    fs.symlinkSync('b', join(folder, 'a'));
    const source = filesSource({ include: [join(folder, '**/*.crt')], regex: /\/b\// });
    expect(pathsOf(await collectOnce(source))).toEqual([join(folder, 'b/x.crt')]);
  });
});

describe('what is missing', () => {
  it('is not_found when it was written out, no_match for a glob and for an empty folder', async () => {
    const folder = folderOf({ 'here.txt': 'x' });
    fs.mkdirSync(join(folder, 'empty'));
    const source = filesSource({
      include: [join(folder, 'a.crt'), join(folder, 'no/b.crt'), join(folder, '*.crt')],
      directories: [join(folder, 'empty'), join(folder, 'gone')],
    });
    const found = await collectOnce(source);
    expect(problemsOf(found)).toEqual([
      `no_match ${folder}/*.crt`,
      `no_match ${folder}/empty`,
      `not_found ${folder}/a.crt`,
      `not_found ${folder}/gone`,
      `not_found ${folder}/no/b.crt`,
    ]);
    expect(found.complete).toBe(true);
  });

  it('is no problem in the default places', async () => {
    const folder = folderOf({ 'x.txt': 'x' });
    fs.symlinkSync('nowhere', join(folder, 'link.pem'));
    const include = [join(folder, 'a.crt'), join(folder, '*.crt'), join(folder, '*.pem')];
    const found = await collectOnce(filesSource({ include, optional: true }));
    expect(found.problems).toEqual([]);
  });
});

describe('no_certificate', () => {
  it('is for literal paths, empty files and names of certificates only', async () => {
    const key = toPem(Buffer.from('no key'), 'DH PARAMETERS');
    const folder = folderOf({ 'a.txt': 'text', 'b.crt': 'text', 'c.txt': '', 'd.pem': key, 'e.txt': 'text' });
    const source = filesSource({ include: [join(folder, '*'), join(folder, 'e.txt')] });
    expect(problemsOf(await collectOnce(source))).toEqual([
      `no_certificate ${folder}/b.crt`,
      `no_certificate ${folder}/c.txt`,
      `no_certificate ${folder}/e.txt`,
    ]);
  });
});

describe('the path of a file with several', () => {
  it('is no hash link, then the bytewise smallest', async () => {
    const folder = folderOf({ 'z.crt': one.pem });
    for (const name of ['0a1b2c3d.0', 'b.crt', 'B.crt']) fs.symlinkSync('z.crt', join(folder, name));
    fs.linkSync(join(folder, 'z.crt'), join(folder, 'hard.crt'));
    const found = await collectOnce(filesSource({ include: [join(folder, '*')] }));
    expect(pathsOf(found)).toEqual([join(folder, 'B.crt')]);
    expect(found.certificates).toHaveLength(1);
  });

  it('is the smallest through linked folders too', async () => {
    const folder = folderOf({ 'm/x.crt': one.pem });
    fs.symlinkSync('m', join(folder, 'a'));
    fs.symlinkSync('m', join(folder, 'z'));
    const found = await collectOnce(filesSource({ include: [join(folder, '**/*.crt')] }));
    expect(pathsOf(found)).toEqual([join(folder, 'a/x.crt')]);
  });
});

describe('a collection again', () => {
  it('gives back the same arrays and reads nothing while nothing changes', async () => {
    const folder = folderOf({ 'a.crt': one.pem, 'b.crt': 'text' });
    let reads = 0;
    const source = filesSource({
      include: [join(folder, '*.crt')],
      now: () => Date.now() + 10_000,
      *readContainer() {
        reads++;
        yield;
        return {
          kind: 'unknown',
          certificates: [],
          revocationLists: [],
          findings: [],
          findingCounts: {},
          otherObjects: 0,
        };
      },
    });
    const first = await collectOnce(source);
    const second = await collectOnce(source);
    expect(second.certificates).toBe(first.certificates);
    expect(second.problems).toBe(first.problems);
    expect(first.problems).toHaveLength(2);
    expect(reads).toBe(2);
  });

  it('reads a file again whose last change was younger than two seconds, and still gives the same arrays', async () => {
    const folder = folderOf({ 'a.crt': one.pem });
    const changed = fs.statSync(join(folder, 'a.crt')).ctimeMs;
    const source = filesSource({ directories: [folder], now: () => changed + 500 });
    const first = await collectOnce(source);
    const { mtime, atime } = fs.statSync(join(folder, 'a.crt'));
    // The same size, and times that were set back: only reading it can tell.
    fs.writeFileSync(join(folder, 'a.crt'), two.pem);
    fs.utimesSync(join(folder, 'a.crt'), atime, mtime);
    const second = await collectOnce(source);
    expect(first.certificates[0]?.certificate.subject).toBe('CN=one.example.com');
    expect(second.certificates[0]?.certificate.subject).toBe('CN=two.example.com');
    expect((await collectOnce(source)).certificates).toBe(second.certificates);
  });

  it('sees an in-place write, a rename into place, a new file in a new folder, and a file that went', async () => {
    const folder = folderOf({ 'a.crt': one.pem, 'b.crt': one.pem, 'c/d.crt': one.pem });
    // As if every change were long ago, so that only identities tell.
    const source = filesSource({ include: [join(folder, '**/*.crt')], now: () => Date.now() + 10_000 });
    const subjects = async (): Promise<Record<string, string>> =>
      Object.fromEntries(
        (await collectOnce(source)).certificates.map(({ certificate, location }) => [
          location.path?.slice(folder.length + 1),
          certificate.subject.slice(3, 6),
        ]),
      );
    expect(await subjects()).toEqual({ 'a.crt': 'one', 'b.crt': 'one', 'c/d.crt': 'one' });
    fs.writeFileSync(join(folder, 'a.crt'), `${two.pem}\n`);
    expect(await subjects()).toEqual({ 'a.crt': 'two', 'b.crt': 'one', 'c/d.crt': 'one' });
    fs.writeFileSync(join(folder, 'new'), two.pem);
    fs.renameSync(join(folder, 'new'), join(folder, 'b.crt'));
    expect(await subjects()).toEqual({ 'a.crt': 'two', 'b.crt': 'two', 'c/d.crt': 'one' });
    fs.mkdirSync(join(folder, 'c/e/f'), { recursive: true });
    fs.writeFileSync(join(folder, 'c/e/f/g.crt'), two.pem);
    fs.rmSync(join(folder, 'c/d.crt'));
    expect(await subjects()).toEqual({ 'a.crt': 'two', 'b.crt': 'two', 'c/e/f/g.crt': 'two' });
  });

  it('sees the ..data of a Kubernetes volume swapped, and never enters it by itself', async () => {
    const folder = folderOf({ '..2024_1/tls.crt': one.pem, '..2024_2/tls.crt': two.pem });
    fs.symlinkSync('..2024_1', join(folder, '..data'));
    fs.symlinkSync('..data/tls.crt', join(folder, 'tls.crt'));
    const source = filesSource({ directories: [folder], now: () => Date.now() + 10_000 });
    const before = await collectOnce(source);
    fs.symlinkSync('..2024_2', join(folder, '..data_tmp'));
    fs.renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    fs.rmSync(join(folder, '..2024_1'), { recursive: true });
    const after = await collectOnce(source);
    expect([pathsOf(before), pathsOf(after)]).toEqual([[`${folder}/tls.crt`], [`${folder}/tls.crt`]]);
    expect(before.certificates[0]?.certificate.subject).toBe('CN=one.example.com');
    expect(after.certificates[0]?.certificate.subject).toBe('CN=two.example.com');
  });

  it('drops a file at once that can no longer be parsed, with a problem', async () => {
    const folder = folderOf({ 'a.crt': one.pem, 'b.crt': two.pem });
    const source = filesSource({ include: [join(folder, '*.crt')] });
    expect(pathsOf(await collectOnce(source))).toHaveLength(2);
    fs.writeFileSync(join(folder, 'a.crt'), one.pem.slice(0, 200));
    const after = await collectOnce(source);
    expect(pathsOf(after)).toEqual([join(folder, 'b.crt')]);
    expect(problemsOf(after)).toEqual([`malformed_pem ${folder}/a.crt`]);
    expect(after.complete).toBe(true);
  });

  it('rejects when it is aborted', async () => {
    const folder = folderOf({ 'a.crt': one.pem });
    const reason = new Error('the program ends');
    const collecting = filesSource({ include: [`${folder}/*`] }).collect(AbortSignal.abort(reason));
    await expect(collecting).rejects.toBe(reason);
  });
});

describe('another root', () => {
  it('shows the paths of the host and follows links inside it, never out of it', async () => {
    const root = folderOf({
      'etc/pki/real.crt': one.pem,
      'etc/dir/in.crt': one.pem,
      'data/v1/x.crt': two.pem,
    });
    const outside = folderOf({ 'secret.crt': two.pem });
    fs.symlinkSync('/etc/pki/real.crt', join(root, 'etc/absolute.crt'));
    fs.symlinkSync('../../../../../../etc/dir/in.crt', join(root, 'etc/climbs.crt'));
    fs.symlinkSync('/data/v1', join(root, 'etc/volume'));
    fs.symlinkSync(join(outside, 'secret.crt'), join(root, 'etc/leaves.crt'));
    fs.symlinkSync(outside, join(root, 'etc/leaving'));
    const found = await collectOnce(filesSource({ include: ['/etc/**/*.crt'], root: `${root}/` }));
    expect(pathsOf(found)).toEqual(['/etc/absolute.crt', '/etc/climbs.crt', '/etc/volume/x.crt']);
    expect(problemsOf(found)).toEqual(['not_found /etc/leaves.crt']);
  });

  it('reads literal paths through linked folders', async () => {
    const root = folderOf({ 'usr/share/a.crt': one.pem });
    fs.symlinkSync('/usr/share', join(root, 'share'));
    const found = await collectOnce(filesSource({ include: ['/share/a.crt', '/share/b.crt'], root }));
    expect(pathsOf(found)).toEqual(['/share/a.crt']);
    expect(problemsOf(found)).toEqual(['not_found /share/b.crt']);
  });

  it('that is not there leaves everything unfound, and is told of in the default places too', async () => {
    const root = join(temporaryFolder(), 'gone');
    const found = await collectOnce(filesSource({ include: ['/a.crt', '/*.crt'], root }));
    expect(problemsOf(found)).toEqual(['io_error /', 'no_match /*.crt', 'not_found /a.crt']);
    expect(found.complete).toBe(false);
    const guessed = await collectOnce(filesSource({ include: ['/a.crt', '/*.crt'], root, optional: true }));
    expect(problemsOf(guessed)).toEqual(['io_error /']);
    expect(guessed.complete).toBe(false);
  });
});
