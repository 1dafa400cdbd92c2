import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../support/programs.ts';
import { opened, refusal } from '../../support/rotation/opened.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A folder with one file in it, that everybody may read. */
function withFile(content = 'old'): { readonly folder: string; readonly path: string } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'ca.pem'), content);
  return { folder, path: join(folder, 'ca.pem') };
}

describe('a target that is no file', () => {
  it.each(['relative.pem', '/etc/ssl/..', '/', '/etc/ssl/.'])('by its name: %s', async (path) => {
    expect(await refusal(path)).toBe(`${path} is not the absolute path of a file`);
  });

  it('because it is a folder, a FIFO or a device', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder'));
    runProgram('mkfifo', [join(folder, 'fifo')]);
    for (const path of [join(folder, 'folder'), join(folder, 'fifo'), '/dev/null']) {
      expect(await refusal(path)).toBe(`${path} is no regular file`);
    }
  });

  it('because its folder is missing or is none', async () => {
    const { path, folder } = withFile();
    expect(await refusal(`${folder}/none/ca.pem`)).toBe(
      `the folder ${folder}/none cannot be reached (ENOENT)`,
    );
    expect(await refusal(`${path}/ca.pem`)).toMatch(/ca\.pem cannot be looked at \(ENOTDIR\)$/);
  });
});

describe('a target that is missing', () => {
  it('is refused, because it may be misspelt', async () => {
    const folder = temporaryFolder();
    expect(await refusal(join(folder, 'new.pem'))).toBe(
      `${folder}/new.pem does not exist: correct the path, or make an empty file with the owner and mode that it should have`,
    );
  });

  it('can be created where that is asked for', async () => {
    const folder = temporaryFolder();
    const target = await opened(join(folder, 'new.crt'), { create: true });
    expect(target).toMatchObject({ way: 'rename', current: undefined, sha256: undefined, stats: undefined });
  });

  it('is never created at the end of a link', async () => {
    const folder = temporaryFolder();
    symlinkSync('nothing.pem', join(folder, 'link.pem'));
    expect(await refusal(join(folder, 'link.pem'), { create: true })).toMatch(
      /link\.pem is a symbolic link that leads to nothing: make the file/,
    );
    symlinkSync('loop.pem', join(folder, 'loop.pem'));
    expect(await refusal(join(folder, 'loop.pem'), { create: true })).toMatch(
      /cannot be followed \(ELOOP\)$/,
    );
  });
});

describe('a target that is not for replacing', () => {
  it('because it holds a private key, of any kind', async () => {
    for (const kind of ['', 'RSA ', 'EC ', 'ENCRYPTED ', 'OPENSSH ']) {
      const { path } = withFile(
        `x\n-----BEGIN ${kind}PRIVATE KEY-----\nMAA=\n-----END ${kind}PRIVATE KEY-----\n`,
      );
      expect(await refusal(path)).toMatch(/holds a private key.*keep key and certificates in two files$/);
    }
  });

  it('because it is huge', async () => {
    const { path } = withFile();
    truncateSync(path, 2 ** 40);
    expect(await refusal(path)).toBe(`${path} has ${2 ** 40} bytes, which is no bundle of certificates`);
  });

  it('because it lies in a Kubernetes volume', async () => {
    const folder = temporaryFolder();
    const version = join(folder, '..2026_11_22_03_17_00.123456789');
    mkdirSync(version);
    writeFileSync(join(version, 'ca.crt'), 'old');
    symlinkSync('..2026_11_22_03_17_00.123456789', join(folder, '..data'));
    symlinkSync('..data/ca.crt', join(folder, 'ca.crt'));
    for (const path of [join(folder, 'ca.crt'), join(version, 'ca.crt')]) {
      expect(await refusal(path, { inPlace: true })).toBe(
        `${version}/ca.crt lies in a Kubernetes volume, whose content comes from a ConfigMap or Secret: change that object`,
      );
    }
  });
});

describe('a target that cannot be renamed over', () => {
  it('because other names of it would keep the old content', async () => {
    const { folder, path } = withFile();
    linkSync(path, join(folder, 'twin.pem'));
    expect(await refusal(path)).toMatch(
      /has 1 more name \(hard links\), which would keep the old content: .*in_place/,
    );
    linkSync(path, join(folder, 'third.pem'));
    expect(await refusal(path)).toMatch(/has 2 more names/);
    expect(await opened(path, { inPlace: true })).toMatchObject({
      way: 'in_place',
      inPlaceBecause: expect.stringContaining('hard links') as string,
    });
  });

  // As root nothing is closed by its mode, so these step down; as anybody else they are what they are.
  it('because its folder may not be written', async () => {
    const { folder, path } = withFile();
    chmodSync(folder, 0o555);
    chmodSync(path, 0o666);
    const why = await seenByNobody(path, false);
    chmodSync(folder, 0o755);
    expect(why).toMatch(/lies in the folder .*, in which this user may not write: .*in_place/);
  });

  it('nor written into', async () => {
    const { folder, path } = withFile();
    chmodSync(folder, 0o555);
    chmodSync(path, 0o444);
    const why = await seenByNobody(path, true);
    chmodSync(folder, 0o755);
    expect(why).toMatch(/may not write, nor can it be written into \(EACCES\)$/);
  });
});

describe('a target that can be replaced', () => {
  it('is what its links lead to, with all that is in it', async () => {
    const { folder, path } = withFile('content');
    symlinkSync(path, join(folder, 'link.pem'));
    const target = await opened(join(folder, 'link.pem'));
    expect(target).toMatchObject({
      configured: join(folder, 'link.pem'),
      path,
      way: 'rename',
      inPlaceBecause: undefined,
    });
    expect(target.current?.toString()).toBe('content');
    expect(target.sha256).toBe(runProgram('sha256sum', [], 'content').stdout.slice(0, 64));
  });

  it('need not be writable itself: 0444 is as it should be', async () => {
    const { path } = withFile();
    chmodSync(path, 0o444);
    expect(await opened(path)).toMatchObject({ way: 'rename' });
  });

  it('is renamed over though it might be written in place', async () => {
    expect(await opened(withFile().path, { inPlace: true })).toMatchObject({ way: 'rename' });
  });

  it('may be empty, and may have any name', async () => {
    const { folder, path } = withFile('');
    const odd = join(folder, 'a b\n"ü\\040.pem');
    renameSync(path, odd);
    expect(await opened(odd)).toMatchObject({ path: odd, current: Buffer.alloc(0) });
    expect(readFileSync(odd, 'utf8')).toBe('');
  });
});

/** access(2) asks for the real user, which only another process can be; nobody's is one. */
async function seenByNobody(path: string, inPlace: boolean): Promise<string> {
  if (process.getuid?.() !== 0) return refusal(path, { inPlace });
  const script = `const { openTarget } = await import(${JSON.stringify(join(import.meta.dirname, '../../../src/rotation/swap/open-target.ts'))});
    process.stdout.write((await openTarget(${JSON.stringify(path)}, { inPlace: ${inPlace}, create: false })).refused ?? 'opened');`;
  const { stdout } = runProgram('setpriv', [
    '--reuid=65534',
    '--regid=65534',
    '--clear-groups',
    process.execPath,
    '--input-type=module',
    '-e',
    script,
  ]);
  return stdout;
}
