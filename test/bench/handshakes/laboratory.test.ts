import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { connect as connectTls } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { laboratory, refuseFewFiles } from '../../../bench/handshakes/laboratory.ts';
import { HOSTS_SERVER_NAME, KINDS } from '../../../bench/inside/endpoints.ts';

it('says what to do where too few files may be open', () => {
  const line = (soft: string): string =>
    `Limit  Soft  Hard  Units\nMax open files            ${soft}  4096  files\n`;
  expect(() => refuseFewFiles(line('1024'))).toThrow('1024 are allowed: run it after ulimit -n 2048');
  for (const enough of ['2048', '1048576', 'unlimited']) {
    expect(() => refuseFewFiles(line(enough))).not.toThrow();
  }
});

it('serves every loopback address, and leaves nothing behind', async () => {
  const lab = await laboratory();
  let isDisposed = false;
  onTestFinished(async () => (isDisposed ? undefined : lab[Symbol.asyncDispose]()));
  const root = readFileSync(lab.rootFile, 'utf8');
  expect(root).toBe(lab.root);
  const handshake = (host: string, port: number, servername: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const socket = connectTls({ host, port, ca: root, servername });
      socket.on('error', reject).on('secureConnect', () => {
        resolve(socket.getPeerCertificate().subject.CN);
        socket.destroy();
      });
    });
  expect(lab.single.map(({ name }) => name)).toEqual(KINDS.map(({ name }) => name));
  for (const { port } of lab.single) expect(await handshake('127.0.0.1', port, 'localhost')).toBe('bench 0');
  expect(await handshake('127.1.2.3', lab.hosts[7] ?? 0, HOSTS_SERVER_NAME)).toBe('bench 7');
  isDisposed = true;
  await lab[Symbol.asyncDispose]();
  expect(existsSync(lab.folder)).toBe(false);
  const refused = connect(lab.hosts[0] ?? 0, '127.0.0.1');
  await expect(new Promise((_, reject) => refused.on('error', reject))).rejects.toThrow('ECONNREFUSED');
});

const outside = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.internal === false && each.family === 'IPv4')?.address;

it.runIf(outside !== undefined)('serves nobody from outside', async () => {
  await using lab = await laboratory();
  const socket = connect(lab.hosts[0] ?? 0, outside);
  socket.on('error', () => undefined).resume();
  await new Promise((resolve) => socket.on('close', resolve));
  expect(socket.bytesRead).toBe(0);
});
