import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

export interface Nginx {
  readonly port: number;
  /** The certificate chain that it serves. */
  readonly chain: string;
  /** Its program with the arguments that make it this one; `-t` or `-s reload` go behind them. */
  readonly command: readonly string[];
}

const TRIES = 20;

/** Starts Debian's nginx with a configuration of its own; it is ended when the test ends. */
export async function startNginx(chain: string, key: string): Promise<Nginx> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'tls'));
  writeFileSync(join(folder, 'tls/chain.pem'), chain);
  writeFileSync(join(folder, 'tls/key.pem'), key, { mode: 0o600 });
  const command = ['nginx', '-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')];
  for (let tries = 1; ; tries++) {
    // It cannot listen on port 0 and say where, so a port that was free a moment ago is tried, and perhaps another.
    const port = await freePort();
    writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port));
    const [program = '', ...args] = command;
    const child = spawn(program, [...args, '-g', 'daemon off;'], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    if (await listens(child, port)) {
      onTestFinished(async () => {
        child.kill('SIGTERM');
        await ended;
      });
      return { port, chain: join(folder, 'tls/chain.pem'), command };
    }
    if (tries === TRIES) throw new Error(`nginx: ${readFileSync(join(folder, 'error.log'), 'utf8')}`);
  }
}

function configuration(folder: string, port: number): string {
  return `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    pid ${folder}/nginx.pid;
    worker_processes 2;
    events { worker_connections 512; }
    http {
      access_log off;
      client_body_temp_path ${folder}/body;
      proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi;
      uwsgi_temp_path ${folder}/uwsgi;
      scgi_temp_path ${folder}/scgi;
      server {
        listen 127.0.0.1:${port} ssl;
        ssl_certificate ${folder}/tls/chain.pem;
        ssl_certificate_key ${folder}/tls/key.pem;
        return 204;
      }
    }`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return address.port;
}

/** Waits until it shakes hands; false where it ends before that. */
async function listens(child: ChildProcess, port: number): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    const isThere = await new Promise<boolean>((resolve) => {
      socket.once('secureConnect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (isThere) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}
