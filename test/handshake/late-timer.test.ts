import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { LateTimer } from '../../src/handshake/late-timer.ts';

/** The two ends of a connection. */
async function connection(): Promise<readonly [near: Socket, far: Socket]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[far]] = (await Promise.all([once(server, 'connection'), once(near, 'connect')])) as [
    [Socket],
    unknown,
  ];
  onTestFinished(() => {
    near.destroy();
    far.destroy();
    server.close();
  });
  return [near, far];
}

it('fires after what came while the event loop was held up', async () => {
  const [near, far] = await connection();
  const order: string[] = [];
  near.on('data', () => order.push('data'));
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = new LateTimer(1, () => {
    order.push('late');
    resolve();
  });
  far.write('here in time');
  const end = performance.now() + 50;
  while (performance.now() < end);
  await promise;
  timer.close();
  expect(order).toEqual(['data', 'late']);
});

it('runs nothing once it is closed, not even between its time and its turn', async () => {
  const run = vi.fn();
  new LateTimer(1, run).close();
  const closed = new LateTimer(1, run);
  const { promise, resolve } = Promise.withResolvers<void>();
  // Of timers that are due together the older one runs first, and its turn comes after both.
  setTimeout(() => {
    closed.close();
    setImmediate(() => setImmediate(resolve));
  }, 1);
  const end = performance.now() + 20;
  while (performance.now() < end);
  await promise;
  expect(run).not.toHaveBeenCalled();
});
