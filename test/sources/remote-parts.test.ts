import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readMountInfo } from '../../src/sources/mount-table.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { collectOnce, filesSource, pathsOf, problemsOf, READ_FILES_ENTRY } from '../support/files-source.ts';
import { mountFuse } from '../support/fuse-mount.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const one = createCertificate({ subject: 'one.example.com' });
const two = createCertificate({ subject: 'two.example.com' });

const canMount = fs.existsSync('/dev/fuse') && process.geteuid?.() === 0;
if (!canMount) console.warn('SKIPPED: tests of hanging mounts need root and /dev/fuse');

/** A line of /proc/self/mountinfo that makes a folder a network mount. */
const mountedAt = (point: string): string => `43 27 0:39 / ${point} rw,relatime - nfs4 server:/x rw\n`;

describe('what lies on a network mount', () => {
  it('is read by a child process: by glob, literally, and through links that lead into it', async () => {
    const folder = temporaryFolder();
    fs.mkdirSync(join(folder, 'net/sub'), { recursive: true });
    fs.writeFileSync(join(folder, 'net/sub/a.crt'), one.pem);
    fs.writeFileSync(join(folder, 'net/b.crt'), two.pem);
    fs.writeFileSync(join(folder, 'net/bad.crt'), 'text');
    fs.writeFileSync(join(folder, 'local.crt'), one.pem);
    fs.symlinkSync('net/b.crt', join(folder, 'link.crt'));
    const source = filesSource({
      include: [`${folder}/**/*.crt`, `${folder}/net/gone.crt`],
      exclude: ['**/private/**'],
      mountInfo: () => mountedAt(`${folder}/net`),
    });
    const first = await collectOnce(source);
    expect(pathsOf(first)).toEqual([`${folder}/link.crt`, `${folder}/local.crt`, `${folder}/net/sub/a.crt`]);
    expect(problemsOf(first)).toEqual([
      `no_certificate ${folder}/net/bad.crt`,
      `not_found ${folder}/net/gone.crt`,
    ]);
    expect(first.complete).toBe(true);
    const second = await collectOnce(source);
    expect(second.certificates).toBe(first.certificates);
    expect(second.problems).toBe(first.problems);
    fs.writeFileSync(join(folder, 'net/sub/a.crt'), two.pem);
    const third = await collectOnce(source);
    const renewed = third.certificates.find(({ location }) => location.path === `${folder}/net/sub/a.crt`);
    expect(renewed?.certificate.subject).toBe('CN=two.example.com');
  });

  it('is shown with the paths of the host where that has a root of its own', async () => {
    const root = temporaryFolder();
    fs.mkdirSync(join(root, 'net'));
    fs.writeFileSync(join(root, 'net/a.crt'), one.pem);
    fs.symlinkSync('/net', join(root, 'link'));
    const mountInfo = (): string => mountedAt(`${root}/net`);
    const found = await collectOnce(filesSource({ include: ['/link/*.crt'], root, mountInfo }));
    expect(pathsOf(found)).toEqual(['/link/a.crt']);
    const whole = await collectOnce(
      filesSource({ include: ['/net/*.crt'], root, mountInfo: () => mountedAt(root) }),
    );
    expect(pathsOf(whole)).toEqual(['/net/a.crt']);
  });

  it('is an io_error where the child cannot be started, and the rest is found', async () => {
    const folder = temporaryFolder();
    fs.mkdirSync(join(folder, 'net'));
    fs.writeFileSync(join(folder, 'a.crt'), one.pem);
    const found = await collectOnce(
      filesSource({
        include: [`${folder}/**/*.crt`],
        mountInfo: () => mountedAt(`${folder}/net`),
        remote: { entry: { file: join(folder, 'no-such-program.js'), args: [] }, timeout: 20 },
      }),
    );
    expect(pathsOf(found)).toEqual([`${folder}/a.crt`]);
    expect(problemsOf(found)).toEqual([`io_error ${folder}/net`]);
    expect(found.complete).toBe(false);
  });
});

describe.skipIf(!canMount)('a FUSE mount that hangs', () => {
  it('is given up, keeps what was found, is tried again only once the last child has ended, and recovers', async () => {
    const folder = temporaryFolder();
    const net = join(folder, 'net');
    fs.mkdirSync(net);
    fs.writeFileSync(join(folder, 'local.crt'), one.pem);
    const mount = await mountFuse(net, { 'a.crt': one.pem, 'b.crt': two.pem });
    const remote = { entry: READ_FILES_ENTRY, timeout: 8 };
    const source = filesSource({ include: [`${folder}/**/*.crt`], mountInfo: readMountInfo, remote });
    const all = [`${folder}/local.crt`, `${net}/a.crt`, `${net}/b.crt`];
    const healthy = await collectOnce(source);
    expect(pathsOf(healthy)).toEqual(all);
    expect(healthy.complete).toBe(true);

    const childrenBefore = childrenOf(process.pid);
    await mount.hang();
    fs.rmSync(join(folder, 'local.crt'));
    fs.writeFileSync(join(folder, 'new.crt'), two.pem);
    const stuck = await collectOnce(source);
    expect(pathsOf(stuck)).toEqual([`${net}/a.crt`, `${net}/b.crt`, `${folder}/new.crt`]);
    expect(problemsOf(stuck)).toEqual([`timeout ${net}`]);
    expect(stuck.complete).toBe(false);
    // It has been killed, and yet it is there: the kernel ends nothing that waits in this way.
    const children = childrenOf(process.pid);
    expect(children.length).toBe(childrenBefore.length + 1);
    const again = await collectOnce(source);
    expect(problemsOf(again)).toEqual([`timeout ${net}`]);
    expect(again.certificates).toBe(stuck.certificates);
    expect(childrenOf(process.pid)).toEqual(children);

    await mount.resume();
    await vi.waitFor(async () => expect((await collectOnce(source)).complete).toBe(true), {
      timeout: 20_000,
      interval: 100,
    });
    const recovered = await collectOnce(source);
    expect(pathsOf(recovered)).toEqual(pathsOf(stuck));
    expect(recovered.problems).toEqual([]);
  }, 120_000);

  it('ends at once when it is aborted', async () => {
    const folder = temporaryFolder();
    const mount = await mountFuse(folder, { 'a.crt': one.pem });
    await mount.hang();
    const remote = { entry: READ_FILES_ENTRY, timeout: 600 };
    const source = filesSource({ include: [`${folder}/a.crt`], mountInfo: readMountInfo, remote });
    const ending = new AbortController();
    const collecting = source.collect(ending.signal);
    ending.abort(new Error('the program ends'));
    await expect(collecting).rejects.toThrow('the program ends');
  });
});

it.skipIf(!canMount)('does not keep the process from ending', async () => {
  const folder = temporaryFolder();
  const mount = await mountFuse(folder, { 'a.crt': one.pem });
  await mount.hang();
  const program = `
    import { createFilesSource } from ${JSON.stringify(join(import.meta.dirname, '../../src/sources/files.ts'))};
    const remote = { entry: ${JSON.stringify(READ_FILES_ENTRY)}, timeout: 0.5 };
    const include = [${JSON.stringify(`${folder}/*.crt`)}];
    const source = createFilesSource({ name: 'x', interval: 1, include, remote, readContainer: () => {} });
    const { problems } = await source.collect(new AbortController().signal);
    console.log(problems.map(({ reason }) => reason).join());
  `;
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    timeout: 25_000,
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'timeout\n' });
});

/** The process ids of the children of a process. */
function childrenOf(pid: number): string[] {
  return fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ');
}
