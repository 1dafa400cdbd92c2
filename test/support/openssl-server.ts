import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chain } from './certificate-factory.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { type TestServer, usualChain } from './tls-servers.ts';

/** OpenSSL's own server, as a process, with further arguments; it serves the leaf of a chain and what is above it. */
export async function opensslServer(
  args: readonly string[],
  { chain = usualChain() }: { readonly chain?: Chain } = {},
): Promise<TestServer> {
  const folder = temporaryFolder();
  const files = {
    leaf: join(folder, 'leaf.pem'),
    key: join(folder, 'key.pem'),
    above: join(folder, 'above.pem'),
  };
  writeFileSync(files.leaf, chain.leaf.pem);
  writeFileSync(files.key, chain.leaf.privateKeyPem, { mode: 0o600 });
  writeFileSync(files.above, chain.intermediate.pem);
  const identity = ['-cert', files.leaf, '-key', files.key, '-cert_chain', files.above];
  const server = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...identity, ...args], {
    // Its standard input stays open: at the end of it the server would stop.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return {
    port: await portOf(server),
    async [Symbol.asyncDispose]() {
      server.kill('SIGKILL');
      await once(server, 'close');
    },
  };
}

async function portOf(server: ChildProcess): Promise<number> {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (text: Buffer): void => {
      said += text.toString();
      const port = /ACCEPT [^\s]*:(\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('close', () => reject(new Error(`openssl s_server ended: ${said}`)));
    server.once('error', reject);
  });
}
