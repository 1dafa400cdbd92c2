/**
 * Fills the compile cache folder named as the second argument by starting the bundle named as the first, scraping it
 * and stopping it: what a first scrape needs is then compiled as well. Run while the image is built, by the very Node.js,
 * with the very flags and under the very uid that will use the cache: all of them are part of its name. The flags are
 * those that this script is started with.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [, , bundle, cache] = process.argv;
if (bundle === undefined || cache === undefined) throw new Error('a bundle and a cache folder are needed');

const exporter = spawn(process.execPath, [...process.execArgv, bundle, '--web.listen-address=127.0.0.1:0'], {
  env: { ...process.env, NODE_COMPILE_CACHE: cache },
  stdio: ['ignore', 'ignore', 'pipe'],
  // A build must not wait for ever.
  timeout: 60_000,
});
const ended = once(exporter, 'exit');
for await (const line of createInterface(exporter.stderr)) {
  process.stderr.write(`${line}\n`);
  const address = /\bmsg="?listening\b.*\baddress="?(?<address>[^\s"]+)/i.exec(line)?.groups?.['address'];
  if (address === undefined) continue;
  for (const path of ['/-/ready', '/metrics', '/'])
    await fetch(`http://${address}${path}`).then((it) => it.text());
  break;
}
// Node.js writes its compile cache when it ends.
exporter.kill('SIGTERM');
const [status] = await ended;
if (status !== 0) throw new Error(`the exporter ended with status ${status}`);

// Node.js writes files that only their owner can read; in the image they belong to root, and whoever runs reads them.
for (const name of readdirSync(cache, { recursive: true, encoding: 'utf8' })) {
  const path = join(cache, name);
  if (statSync(path).uid === process.getuid?.())
    chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o444);
}
