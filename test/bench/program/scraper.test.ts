import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { BenchError } from '../../../bench/bench-error.ts';
import { freePort } from '../../../bench/program/free-port.ts';
import { Scraper } from '../../../bench/program/scraper.ts';

const TEXT = 'a 1\n'.repeat(1000);
const PACKED = gzipSync(TEXT);

async function scraperOf(listener: RequestListener): Promise<Scraper> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const scraper = new Scraper(`http://127.0.0.1:${(server.address() as { port: number }).port}`);
  onTestFinished(() => {
    scraper.close();
    server.close();
  });
  return scraper;
}

const answer: RequestListener = (request, response) => {
  const gzip = request.headers['accept-encoding'] === 'gzip';
  if (gzip) response.setHeader('content-encoding', 'gzip');
  response.end(gzip ? PACKED : TEXT);
};

it('counts the bytes as they were sent', async () => {
  const scraper = await scraperOf(answer);
  expect(await scraper.time('/', 'identity')).toMatchObject({ status: 200, bytes: TEXT.length });
  expect(await scraper.time('/', 'gzip')).toMatchObject({ status: 200, bytes: PACKED.length });
  expect(await scraper.text('/')).toBe(TEXT);
});

it('keeps its connection', async () => {
  const sockets = new Set<unknown>();
  const scraper = await scraperOf((request, response) => {
    sockets.add(request.socket);
    response.end();
  });
  for (let count = 0; count < 3; count++) await scraper.time('/', 'gzip');
  expect(sockets.size).toBe(1);
});

it('takes another status for what it is', async () => {
  const scraper = await scraperOf((_, response) => response.writeHead(503).end());
  expect(await scraper.time('/', 'gzip')).toMatchObject({ status: 503 });
  await expect(scraper.text('/x')).rejects.toThrow(new BenchError('/x: answered with 503'));
});

it('a connection that is closed in the middle of an answer is told, and a new one is made', async () => {
  let cut = true;
  const scraper = await scraperOf((_, response) => {
    response.setHeader('content-length', 10).write('five.');
    if (cut) response.socket?.destroySoon();
    else response.end('more.');
    cut = false;
  });
  await expect(scraper.time('/', 'gzip')).rejects.toThrow('the connection was closed before the answer');
  expect(await scraper.time('/', 'gzip')).toMatchObject({ status: 200, bytes: 10 });
});

it('nobody there is told', async () => {
  const scraper = new Scraper(`http://127.0.0.1:${await freePort()}`);
  await expect(scraper.time('/', 'gzip')).rejects.toThrow('ECONNREFUSED');
  scraper.close();
});
