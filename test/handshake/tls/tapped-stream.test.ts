import { once } from 'node:events';
import { Duplex, duplexPair } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { TappedStream } from '../../../src/handshake/tls/tapped-stream.ts';
import { HandshakeObserver } from '../../../src/handshake/wire/handshake-observer.ts';
import { alertRecord } from '../../support/tls-records.ts';

const ignore = (): void => {};

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
  const written = vi.fn();
  tap.cork();
  tap.write(alertRecord(40).subarray(0, 3), written);
  tap.write(alertRecord(40).subarray(3), written);
  tap.uncork();
  expect((await once(far, 'data'))[0]).toEqual(alertRecord(40));
  expect(written.mock.calls).toEqual([[], []]);
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

it('tells by the stream that what was written did not leave', async () => {
  const { tap, near } = tapped();
  const gone = once(tap, 'gone');
  near.destroy();
  const written = vi.fn();
  tap.write(alertRecord(40), written);
  expect(written).toHaveBeenCalledExactlyOnceWith();
  await gone;
  expect(tap.farEnd).toBe('reset');
});

it('closes the stream beneath once everything has left', async () => {
  const { tap, near } = tapped();
  await new Promise<void>((resolve) => tap.end(() => resolve()));
  expect(near.destroyed).toBe(true);
  const other = tapped();
  const bytes = once(other.far, 'data');
  other.tap.hold();
  other.tap.write(alertRecord(40), ignore);
  other.tap.end(() => {});
  expect(other.near.destroyed).toBe(false);
  expect((await bytes)[0]).toEqual(alertRecord(40));
  await vi.waitFor(() => expect(other.near.destroyed).toBe(true));
});

it('destroys the stream beneath', () => {
  const { tap, near } = tapped();
  tap.destroy();
  expect(near.destroyed).toBe(true);
});

it('stops reading while it is paused', async () => {
  const { tap, near, far } = tapped();
  const came: Buffer[] = [];
  tap.on('data', (bytes) => came.push(bytes));
  tap.pause();
  expect(near.isPaused()).toBe(true);
  far.write(alertRecord(40));
  await new Promise((resolve) => setImmediate(resolve));
  expect(came).toEqual([]);
  tap.resume();
  await vi.waitFor(() => expect(came).toEqual([alertRecord(40)]));
});

it('leads to nothing once it has let go, and puts up with being used', async () => {
  const { tap, near, far } = tapped();
  const heard = vi.fn();
  for (const event of ['data', 'end', 'gone']) tap.on(event, heard);
  tap.release();
  far.end(alertRecord(40));
  await once(near.resume(), 'end');
  tap.pause().resume().ignoreRest();
  const done = vi.fn();
  tap.write(alertRecord(40), done);
  tap.end(done).destroy();
  expect(done).toHaveBeenCalledTimes(2);
  expect(heard).not.toHaveBeenCalled();
  expect(near.destroyed).toBe(false);
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
  const left: string[] = [];
  const stream = new Duplex({
    read: () => {},
    write: (chunk, _encoding, done) => {
      left.push(String(chunk));
      done();
    },
  });
  const tap = new TappedStream(stream, new HandshakeObserver());
  tap.hold();
  const written = vi.fn();
  tap.write(Buffer.from('finished '), written);
  tap.write(Buffer.from('closing'), written);
  expect(written).toHaveBeenCalledTimes(2);
  expect(left).toEqual([]);
  await new Promise<void>((resolve) => tap.end(() => resolve()));
  expect(left).toEqual(['finished closing']);
});
