import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from '../../../bench/program/free-port.ts';

it('is not the port of somebody who listens, and does not stay taken', async () => {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port: taken } = server.address() as { port: number };
  const port = await freePort();
  server.close();
  expect(port).toBeGreaterThan(0);
  expect(port).toBeLessThan(65_536);
  expect(port).not.toBe(taken);
});
