import { once } from 'node:events';
import { Duplex, duplexPair } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { TappedStream } from '../../../src/handshake/tls/tapped-stream.ts';
import { HandshakeObserver } from '../../../src/handshake/wire/handshake-observer.ts';
import { alertRecord } from '../../support/tls-records.ts';

/** A tap on one end of a pair, and the far end. */
function tapped() {
  const [near, far] = duplexPair();
  near.on('error', () => {});
  const observer = new HandshakeObserver();
  return { tap: new TappedStream(near, observer), near, far, observer };
}

it('passes on what comes and what goes, and lets the observer see both', async () => {
  const { tap, far, observer } = tapped();
  far.write(alertRecord(112, 1));
  expect((await once(tap, 'data'))[0]).toEqual(alertRecord(112, 1));
  tap.cork();
  tap.write(alertRecord(40).subarray(0, 3));
  tap.write(alertRecord(40).subarray(3));
  tap.uncork();
  expect((await once(far, 'data'))[0]).toEqual(alertRecord(40));
  expect(observer.report({ alerts: true })).toMatchObject({
    receivedBytes: 7,
    alertReceived: { description: 112 },
    alertSent: { description: 40 },
  });
});

it('tells the end of the far side in good order', async () => {
  const { tap, far } = tapped();
  tap.resume();
  const gone = once(tap, 'gone');
  far.end();
  await gone;
  expect(tap.farEnd).toBe('fin');
});

it('tells a connection that is torn down', async () => {
  const { tap, near } = tapped();
  const gone = once(tap, 'gone');
  near.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
  await gone;
  expect(tap.farEnd).toBe('reset');
});

it('tells a stream that was gone before', async () => {
  const [near] = duplexPair();
  near.destroy();
  await once(near, 'close');
  const tap = new TappedStream(near, new HandshakeObserver());
  await once(tap, 'gone');
  expect(tap.farEnd).toBe('reset');
});

it('ends and destroys the stream beneath with itself', async () => {
  const { tap, near, far } = tapped();
  far.resume();
  const ended = once(far, 'end');
  tap.end();
  await ended;
  tap.destroy();
  expect(near.destroyed).toBe(true);
});

it('stops reading while nobody takes what comes', async () => {
  const { tap, near, far } = tapped();
  far.on('error', () => {});
  const chunk = Buffer.alloc(16_384);
  while (!near.isPaused()) {
    far.write(chunk);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(tap.readableLength).toBeLessThan(200_000);
  tap.read();
  await new Promise((resolve) => setImmediate(resolve));
  tap.resume();
  await once(tap, 'data');
  expect(near.isPaused()).toBe(false);
});

it('reads on and throws away when the rest is of no interest', async () => {
  const { tap, near, far, observer } = tapped();
  const came: Buffer[] = [];
  tap.on('data', (bytes) => came.push(bytes));
  near.pause();
  tap.ignoreRest();
  await new Promise<void>((resolve) => far.write(alertRecord(40), () => resolve()));
  far.end();
  await once(tap, 'gone');
  expect(came).toEqual([]);
  expect(observer.report({ alerts: true })).toMatchObject({ receivedBytes: 0, alertReceived: undefined });
  expect(tap.farEnd).toBe('fin');
});

it('lets what is held leave with the end, as one, and does not make the writer wait for that', async () => {
  const left: string[][] = [];
  const stream = new Duplex({
    read: () => {},
    writev: (chunks, done) => {
      left.push(chunks.map(({ chunk }) => String(chunk)));
      done();
    },
  });
  const tap = new TappedStream(stream, new HandshakeObserver());
  tap.hold();
  const written = vi.fn();
  tap.write('finished ', written);
  tap.write('closing', written);
  await vi.waitFor(() => expect(written).toHaveBeenCalledTimes(2));
  expect(left).toEqual([]);
  tap.end();
  await once(stream, 'finish');
  expect(left).toEqual([['finished ', 'closing']]);
});
