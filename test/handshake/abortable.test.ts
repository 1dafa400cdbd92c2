import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { abortable } from '../../src/handshake/abortable.ts';

it('gives what the promise gives, and leaves no listener', async () => {
  const { signal } = new AbortController();
  expect(await abortable(Promise.resolve(1), signal)).toBe(1);
  await expect(abortable(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('rejects with the reason of the signal without waiting', async () => {
  const controller = new AbortController();
  const waiting = abortable(new Promise(() => {}), controller.signal);
  controller.abort(new Error('called off'));
  await expect(waiting).rejects.toThrow('called off');
  await expect(abortable(new Promise(() => {}), controller.signal)).rejects.toThrow('called off');
});

it('does not mind what comes of the promise afterwards', async () => {
  const controller = new AbortController();
  const late = Promise.withResolvers<number>();
  const waiting = abortable(late.promise, controller.signal);
  controller.abort(new Error('called off'));
  late.reject(new Error('late'));
  await expect(waiting).rejects.toThrow('called off');
});
