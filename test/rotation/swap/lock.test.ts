import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withLock } from '../../../src/rotation/swap/lock.ts';
import { keyOf } from '../../../src/rotation/swap/own-names.ts';
import { identityText, ownIdentity } from '../../../src/rotation/swap/process-identity.ts';
import { SwapError } from '../../../src/rotation/swap/swap-error.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ENTRY = join(import.meta.dirname, '../../support/rotation/hold-lock-entry.ts');

interface Place {
  readonly directory: string;
  readonly target: string;
}

function place(): Place {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'ca.pem'), '');
  return { directory: join(folder, 'rotation'), target: join(folder, 'ca.pem') };
}

const tryIt = ({ directory, target }: Place) =>
  withLock(directory, 'mine', target, () => Promise.resolve('done'));
const locks = ({ directory }: Place): string[] => readdirSync(join(directory, 'locks'));
const HELD = {
  lockHeld: expect.stringMatching(/^another run holds the lock .*\(process \d+, rotation "/) as string,
};

/** A process that holds the lock. */
async function holder({ directory, target }: Place): Promise<ChildProcess> {
  const child = spawn(process.execPath, [ENTRY, directory, target], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('held\n');
  return child;
}

/** A lock file as another process would have left it. */
function leave(own: Place, owner: string): string {
  const folder = join(own.directory, 'locks');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${keyOf(own.target)}.${owner}.0badcafe.lock`);
  writeFileSync(path, '{"rotation":"theirs","seen":"2026-11-22T03:17:00Z"}');
  return path;
}

describe('of two runs of one target', () => {
  it('one does nothing and says who is at it, until the other has ended', async () => {
    const own = place();
    const other = await holder(own);
    expect(await tryIt(own)).toEqual({
      lockHeld: expect.stringMatching(
        new RegExp(`^another run holds the lock .* \\(process ${other.pid}, rotation "holder", last seen 20`),
      ) as string,
    });
    other.stdin?.end();
    await once(other, 'exit');
    expect(await tryIt(own)).toBe('done');
    expect(locks(own)).toEqual([]);
  });

  it('one does nothing in the same process either, by whatever link it comes', async () => {
    const own = place();
    symlinkSync('ca.pem', `${own.target}.link`);
    const inner = await withLock(own.directory, 'outer', own.target, () =>
      tryIt({ ...own, target: `${own.target}.link` }),
    );
    expect(inner).toEqual(HELD);
  });

  it('never both are at it, however many begin at once', async () => {
    const own = place();
    let inside = 0;
    let most = 0;
    const results = await Promise.all(
      Array.from({ length: 30 }, () =>
        withLock(own.directory, 'r', own.target, async () => {
          inside += 1;
          most = Math.max(most, inside);
          await new Promise(setImmediate);
          inside -= 1;
          return true;
        }),
      ),
    );
    expect(most).toBe(1);
    expect(results).toContain(true);
    expect(locks(own)).toEqual([]);
  });

  it('both go on where the targets differ', async () => {
    const own = place();
    writeFileSync(`${own.target}.other`, '');
    const inner = withLock(own.directory, 'outer', own.target, () =>
      tryIt({ ...own, target: `${own.target}.other` }),
    );
    expect(await inner).toBe('done');
  });
});

describe('the lock of a process that has ended', () => {
  it('by SIGKILL is taken over', async () => {
    const own = place();
    const other = await holder(own);
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(locks(own)).toHaveLength(1);
    expect(await tryIt(own)).toBe('done');
    expect(locks(own)).toEqual([]);
  });

  it('is told by its start where another process has got its id', async () => {
    const own = place();
    const { start, ...identity } = ownIdentity();
    leave(own, identityText({ ...identity, start: String(Number(start) - 1) }));
    expect(await tryIt(own)).toBe('done');
    leave(own, identityText(ownIdentity()));
    expect(await tryIt(own)).toEqual(HELD);
  });

  it('in another container is taken over once it has not been touched for a minute', async () => {
    const own = place();
    const path = leave(own, `1-5-${'0'.repeat(12)}`);
    expect(await tryIt(own)).toEqual({ lockHeld: expect.stringContaining('rotation "theirs"') as string });
    const [recent, old] = [30, 90].map((seconds) => Date.now() / 1000 - seconds);
    utimesSync(path, recent ?? 0, recent ?? 0);
    expect(await tryIt(own)).toEqual(HELD);
    utimesSync(path, old ?? 0, old ?? 0);
    expect(await tryIt(own)).toBe('done');
    expect(locks(own)).toEqual([]);
  });

  it('says who held it, whatever is in the file', async () => {
    for (const content of ['', 'x', 'null', '[]']) {
      const own = place();
      writeFileSync(leave(own, identityText(ownIdentity())), content);
      expect(await tryIt(own)).toEqual({
        lockHeld: expect.stringContaining(`(process ${process.pid}`) as string,
      });
    }
  });
});

it('lets go where the work fails', async () => {
  const own = place();
  const failed = withLock(own.directory, 'r', own.target, () => Promise.reject(new Error('mine')));
  await expect(failed).rejects.toThrow('mine');
  expect(locks(own)).toEqual([]);
});

it('says that it cannot be taken where nothing can be written', async () => {
  const own = place();
  writeFileSync(own.directory, '');
  const failed = tryIt(own);
  await expect(failed).rejects.toThrow(SwapError);
  await expect(failed).rejects.toThrow(`no lock could be taken in ${own.directory}`);
});

it('leaves files of other names alone', async () => {
  const own = place();
  mkdirSync(join(own.directory, 'locks'), { recursive: true });
  writeFileSync(join(own.directory, 'locks', `${keyOf(own.target)}.lock`), '');
  expect(await tryIt(own)).toBe('done');
  expect(locks(own)).toHaveLength(1);
});
