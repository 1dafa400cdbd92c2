import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** As systemd does it: the sockets are the descriptors from 3 on, and the variables say for which process. */
async function startWith(fds: readonly number[], ...args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(
    'sh',
    ['-c', 'LISTEN_PID=$$ exec "$@"', 'sh', process.execPath, MAIN, '--web.systemd-socket', ...args],
    {
      stdio: ['ignore', 'ignore', 'pipe', ...fds],
      env: { ...process.env, LISTEN_FDS: String(fds.length) },
    },
  );
  onTestFinished(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  return child;
}

/** A socket that listens, and its descriptor, of which Node.js has no public name. */
async function listening(): Promise<{ fd: number; port: number; close: () => Promise<void> }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { fd } = (server as unknown as { _handle: { fd: number } })._handle;
  const { port } = server.address() as AddressInfo;
  return { fd, port, close: async () => void (await once(server.close(), 'close')) };
}

it('serves on the sockets that it is handed, and on nothing else', async () => {
  const one = await listening();
  const other = await listening();
  const child = await startWith([one.fd, other.fd], `--certificates-dir=${temporaryFolder()}`);
  // The descriptors of the child are its own: who accepts now is the exporter alone.
  await Promise.all([one.close(), other.close()]);
  const lines: string[] = [];
  const addresses = new Promise<void>((resolve, reject) => {
    createInterface(child.stderr as NodeJS.ReadableStream).on('line', (line) => {
      lines.push(line);
      if (lines.filter((each) => each.includes('Listening on')).length === 2) resolve();
    });
    child.once('exit', () => reject(new Error(lines.join('\n'))));
  });
  await addresses;
  const listens = lines.filter((line) => line.includes('Listening on'));
  expect(listens[0]).toContain(`address=127.0.0.1:${one.port}`);
  expect(listens[1]).toContain(`address=127.0.0.1:${other.port}`);
  for (const { port } of [one, other]) {
    const response = await fetch(`http://127.0.0.1:${port}/-/healthy`);
    expect(response.status).toBe(200);
  }
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('says so where there is none', async () => {
  const child = await startWith([]);
  let said = '';
  child.stderr?.on('data', (text) => (said += String(text)));
  expect(await once(child, 'close')).toEqual([2, null]);
  expect(said).toContain(
    '--web.systemd-socket: systemd has handed over no socket (LISTEN_PID, LISTEN_FDS): start it by a socket unit\n',
  );
});
