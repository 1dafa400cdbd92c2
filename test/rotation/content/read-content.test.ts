import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RotationOrigin } from '../../../src/model/rotation.ts';
import { readContent } from '../../../src/rotation/content/read-content.ts';
import { asNobody } from '../../support/as-nobody.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const A = createCertificate({ subject: 'Root A', isAuthority: true }).pem;
const B = createCertificate({ subject: 'Root B', isAuthority: true }).pem;
const C = createCertificate({ subject: 'Root C', isAuthority: true }).pem;

const never = new AbortController().signal;
const read = (origin: RotationOrigin, maxBytes = 65_536, signal = never) =>
  readContent(origin, { maxBytes, signal });

/** What came of it: the reason, or the content as text. */
async function told(origin: RotationOrigin, maxBytes?: number): Promise<string> {
  const content = await read(origin, maxBytes);
  return 'refused' in content ? content.refused : content.bytes.toString();
}
const file = (path: string): RotationOrigin => ({ type: 'file', path });
const folder = (path: string): RotationOrigin => ({ type: 'folder', path });

function written(name: string, content: string | Buffer, directory = temporaryFolder()): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

describe('a file', () => {
  it('is read, also behind links', async () => {
    const path = written('a.pem', `# A\n${A}${A}`);
    const link = join(temporaryFolder(), 'link');
    symlinkSync(path, link);
    expect(await told(file(path))).toBe(A);
    expect(await told(file(link))).toBe(A);
  });

  it('that is not there is named', async () => {
    expect(await told(file('/nowhere/a.pem'))).toBe('/nowhere/a.pem does not exist');
    expect(await told(file('/etc/passwd/a.pem'))).toContain('a part of its path is no folder');
  });

  it('behind a link that dangles or loops', async () => {
    const directory = temporaryFolder();
    const dangling = join(directory, 'dangling');
    const loop = join(directory, 'loop');
    symlinkSync('nowhere', dangling);
    symlinkSync('loop', loop);
    expect(await told(file(dangling))).toBe(`${dangling} is a symbolic link that leads nowhere`);
    expect(await told(file(loop))).toBe(`${loop} is a symbolic link that leads back to itself`);
  });

  it('that is none: a folder, a FIFO, a socket, a device', async () => {
    const directory = temporaryFolder();
    const fifo = join(directory, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const socket = join(directory, 'socket');
    const server = createServer().listen(socket);
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
    });
    expect(await told(file(directory))).toBe(`${directory} is a folder, not a file`);
    expect(await told(file(fifo))).toBe(`${fifo} is a FIFO, not a file`);
    expect(await told(file(socket))).toBe(`${socket} is a socket, not a file`);
    expect(await told(file('/dev/zero'))).toBe('/dev/zero is a device, not a file');
  });

  it('that is huge is not read', async () => {
    const path = written('huge.pem', A);
    truncateSync(path, 5_000_000_000);
    expect(await told(file(path))).toBe(`${path} has more than 65536 bytes`);
  });

  it('that says that it has no bytes, and has some', async () => {
    // Files of /proc have a size of 0.
    expect(await told(file('/proc/self/status'))).toBe('/proc/self/status holds no PEM block');
    expect(await told(file('/proc/self/status'), 100)).toBe('/proc/self/status has more than 100 bytes');
  });

  it('may have just as many bytes as are allowed', async () => {
    const path = written('a.pem', A);
    expect(await told(file(path), A.length)).toBe(A);
    expect(await told(file(path), A.length - 1)).toContain(`has more than ${A.length - 1} bytes`);
  });

  it('that does not parse is told with its name and place', async () => {
    const path = written('a.pem', A + B.slice(0, 100));
    expect(await told(file(path))).toBe(`${path} is damaged: the block at byte ${A.length} has no END line`);
  });

  it('that may not be read', async () => {
    const path = written('a.pem', A);
    chmodSync(path, 0o000);
    expect(await asNobody(() => told(file(path)))).toBe(`${path} may not be read by this user (EACCES)`);
  });

  it('is named so that a terminal shows it', async () => {
    expect(await told(file('/nowhere/a\nb.pem'))).toBe(String.raw`/nowhere/a\nb.pem does not exist`);
  });

  it('that somebody goes on writing to is whole or refused, never a part', async () => {
    const path = written('a.pem', A);
    const writer = spawn(
      process.execPath,
      [
        '-e',
        `const fs = require('node:fs'); const write = () => fs.writeFileSync(${JSON.stringify(path)}, ${JSON.stringify(A + B)}); write(); process.stdout.write('x'); for (;;) write()`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => {
      writer.kill('SIGKILL');
    });
    await once(writer.stdout, 'data');
    for (let round = 0; round < 2; round++) {
      const answer = await told(file(path));
      // Between truncation and the first byte the file is really empty.
      if (answer !== A + B) expect(answer).toMatch(/changes while it is read|is empty|is damaged/);
    }
  });

  it('is given up when the run is stopped', async () => {
    const path = written('a.pem', A);
    const content = await read(file(path), 65_536, AbortSignal.abort());
    expect(content).toEqual({ refused: `${path} was not read to its end: the run was stopped` });
  });
});

describe('a folder', () => {
  it('gives what its .crt and .pem files hold, in the order of their names', async () => {
    const directory = temporaryFolder();
    written('b.crt', B, directory);
    written('a.pem', A + B, directory);
    written('c.txt', 'not looked at', directory);
    written('d.key', 'nor this', directory);
    written('.hidden.pem', 'nor this', directory);
    written('Z.pem', C, directory);
    mkdirSync(join(directory, 'below'));
    written('e.pem', 'nor this', join(directory, 'below'));
    expect(await told(folder(directory))).toBe(C + A + B);
    expect(await told(folder(`${directory}/`))).toBe(C + A + B);
  });

  it('of a Kubernetes volume is read through its links', async () => {
    const directory = temporaryFolder();
    mkdirSync(join(directory, '..2026_11_22'));
    written('ca.crt', A, join(directory, '..2026_11_22'));
    symlinkSync('..2026_11_22', join(directory, '..data'));
    symlinkSync('..data/ca.crt', join(directory, 'ca.crt'));
    expect(await told(folder(directory))).toBe(A);
  });

  it('does not glue files together that end without a line break', async () => {
    const directory = temporaryFolder();
    written('a.pem', A.trimEnd(), directory);
    written('b.pem', B.trimEnd(), directory);
    expect(await told(folder(directory))).toBe(A + B);
  });

  it('is refused as a whole for one file that is not as it should be', async () => {
    const directory = temporaryFolder();
    written('a.pem', A, directory);
    const bad = written('b.pem', '', directory);
    expect(await told(folder(directory))).toBe(`${bad} is empty`);
    appendFileSync(bad, B.slice(0, 100));
    expect(await told(folder(directory))).toBe(`${bad} is damaged: the block at byte 0 has no END line`);
  });

  it.each<[string, (path: string) => void]>([
    ['a FIFO, not a file', (path) => execFileSync('mkfifo', [path])],
    ['a folder, not a file', (path) => mkdirSync(path)],
    ['a symbolic link that leads nowhere', (path) => symlinkSync('/nowhere', path)],
    ['a symbolic link that leads back to itself', (path) => symlinkSync('x.pem', path)],
    ['a device, not a file', (path) => symlinkSync('/dev/zero', path)],
  ])('that holds %s', async (what, make) => {
    const directory = temporaryFolder();
    written('a.pem', A, directory);
    make(join(directory, 'x.pem'));
    expect(await told(folder(directory))).toBe(`${directory}/x.pem is ${what}`);
  });

  it('that is empty, is none or is not there', async () => {
    const directory = temporaryFolder();
    expect(await told(folder(directory))).toBe(`${directory} holds no .crt or .pem file`);
    const path = written('a.pem', A, directory);
    expect(await told(folder(path))).toBe(`${path} does not exist: a part of its path is no folder`);
    expect(await told(folder('/nowhere'))).toBe('/nowhere does not exist');
  });

  it('is bounded by the size of all files together', async () => {
    const directory = temporaryFolder();
    written('a.pem', A, directory);
    written('b.pem', B, directory);
    expect(await told(folder(directory), A.length + B.length)).toBe(A + B);
    expect(await told(folder(directory), A.length + B.length - 1)).toBe(
      `the files of ${directory} have more than ${A.length + B.length - 1} bytes together`,
    );
  });

  it('may have names that are not UTF-8', async () => {
    const directory = temporaryFolder();
    writeFileSync(Buffer.concat([Buffer.from(`${directory}/`), Buffer.from('\xe9.pem', 'latin1')]), A);
    expect(await told(folder(directory))).toBe(A);
  });

  it('of hundreds of files is read', async () => {
    const directory = temporaryFolder();
    for (let index = 0; index < 500; index++) written(`${index}.pem`, A, directory);
    expect(await told(folder(directory), 10_000_000)).toBe(A);
  });

  it('of more files than anybody has is refused before any is read', async () => {
    const directory = temporaryFolder();
    for (let index = 0; index <= 4096; index++) written(`${index}.pem`, '', directory);
    expect(await told(folder(directory))).toBe(`${directory} holds more than 4096 files`);
  });

  it('whose volume is swapped while it is read is one of the two, whole', async () => {
    const directory = temporaryFolder();
    for (const [name, content] of [
      ['..old', A],
      ['..new', B],
    ] as const) {
      mkdirSync(join(directory, name));
      for (const each of ['1.pem', '2.pem', '3.pem']) written(each, content, join(directory, name));
    }
    symlinkSync('..old', join(directory, '..data'));
    for (const each of ['1.pem', '2.pem', '3.pem']) symlinkSync(`..data/${each}`, join(directory, each));
    let isOld = true;
    const timer = setInterval(() => {
      isOld = !isOld;
      symlinkSync(isOld ? '..old' : '..new', join(directory, '..data_tmp'));
      renameSync(join(directory, '..data_tmp'), join(directory, '..data'));
    });
    onTestFinished(() => clearInterval(timer));
    for (let round = 0; round < 6; round++) {
      const answer = await told(folder(directory));
      if (!answer.includes('changes while it is read')) expect([A, B]).toContain(answer);
    }
  });
});
