import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { builtBundle } from '../support/bundle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CONFIG = 'sources: []\n';

/** Starts a command that reads its configuration from a FIFO, and so waits there until somebody writes it. */
async function startWithFifo(...args: readonly string[]) {
  const fifo = join(temporaryFolder(), 'config.yml');
  execFileSync('mkfifo', [fifo]);
  const command = [await builtBundle(), ...args, `--config.file=${fifo}`];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  /** Opened as soon as the command has opened it for reading, which it does in a call that holds its loop up. */
  const reached = (): Promise<FileHandle> => open(fifo, 'w');
  const lines = createInterface(child.stderr)[Symbol.asyncIterator]();
  const logged = async (text: string): Promise<void> => {
    for (let line = await lines.next(); ; line = await lines.next()) {
      if (line.done === true) expect.fail(`it ended without saying ${text}`);
      if (line.value.includes(text)) return;
    }
  };
  return { child, ended, logged, reached };
}

it('a SIGHUP before the exporter has its configuration is a reload, and not its end', async () => {
  const { child, ended, logged, reached } = await startWithFifo('--web.listen-address=127.0.0.1:0');
  const first = await reached();
  child.kill('SIGHUP');
  await first.writeFile(CONFIG);
  await first.close();
  // Else the same read would get both.
  await logged('Starting tls-cert-exporter');
  const again = await reached();
  await again.writeFile(CONFIG);
  await again.close();
  await logged('Configuration loaded');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

it('a SIGHUP ends whoever asks once', async () => {
  const { child, ended, reached } = await startWithFifo('check');
  const file = await reached();
  child.kill('SIGHUP');
  expect(await ended).toEqual([null, 'SIGHUP']);
  await file.close();
});
