import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { programMissing } from '../support/programs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../..');

/** As from a terminal: npm, and not the npm that may have started the tests, in a process group of its own. */
function npmStart(...args: readonly string[]) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  const child = spawn('npm', ['start', '--', ...args], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const group = -(child.pid ?? Number.NaN);
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  // Whoever holds its standard error open is still there.
  const gone = once(child, 'close');
  onTestFinished(async () => {
    try {
      process.kill(group, 'SIGKILL');
    } catch {
      // Nobody of it is left.
    }
    await gone;
  });
  const lines: string[] = [];
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      createInterface(child.stderr).on('line', (line) => {
        lines.push(line);
        if (line.includes(text)) resolve();
      });
      gone.then(() => reject(new Error(`ended without saying ${text}:\n${lines.join('\n')}`)), reject);
    });
  return { npm: child, group, exit, gone, lines, said };
}

describe.skipIf(programMissing('npm'))('`npm start` leaves nobody behind', { timeout: 120_000 }, () => {
  it.each([
    ['npm', 'SIGTERM', 0],
    ['npm', 'SIGINT', 0],
    ['npm', 'SIGHUP', 'SIGHUP'],
    ['npm', 'SIGKILL', 'SIGKILL'],
    // Ctrl+C, and a terminal that is closed: the kernel tells the whole group.
    ['everybody', 'SIGINT', 0],
    ['everybody', 'SIGHUP', 'SIGHUP'],
  ] as const)('where %s gets %s: the exporter ends in order, and npm with %s', async (who, signal, how) => {
    const { npm, group, exit, gone, lines, said } = npmStart(
      '--web.listen-address=127.0.0.1:0',
      '--certificates-dir=/nowhere',
    );
    await said('First collection complete');
    process.kill(who === 'npm' ? (npm.pid ?? Number.NaN) : group, signal);
    const [status, by] = await exit;
    expect(status ?? by).toBe(how);
    await gone;
    expect(lines.filter((line) => line.includes('msg=Stopping'))).toHaveLength(1);
  });

  it('and tells a command that heeds no signal by its status, at once', async () => {
    const fifo = join(temporaryFolder(), 'config.yml');
    execFileSync('mkfifo', [fifo]);
    const { group, exit, gone } = npmStart('check', `--config.file=${fifo}`);
    // It is in the middle of a call that holds its loop up.
    const file = await open(fifo, 'w');
    onTestFinished(() => file.close());
    process.kill(group, 'SIGINT');
    expect(await exit).toEqual([null, 'SIGINT']);
    await gone;
  });

  it('and hands on the status of what it has run', async () => {
    const { exit } = npmStart('check', '/nonexistent');
    expect(await exit).toEqual([1, null]);
  });
});
