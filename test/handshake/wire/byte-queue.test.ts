import { expect, it } from 'vitest';
import { ByteQueue } from '../../../src/handshake/wire/byte-queue.ts';

it('gives bytes back in order, however they came', () => {
  const queue = new ByteQueue();
  const bytes = Buffer.from(Array.from({ length: 20_000 }, (_, index) => index % 251));
  for (const byte of bytes) queue.append(Buffer.of(byte));
  expect(queue.length).toBe(20_000);
  expect(queue.peek(3)).toEqual(bytes.subarray(0, 3));
  expect(queue.take(15_000)).toEqual(bytes.subarray(0, 15_000));
  queue.append(bytes);
  const rest = queue.peek(1);
  expect(rest).toHaveLength(1);
  expect(queue.take(5_000)).toEqual(bytes.subarray(15_000));
  expect(queue.take(20_000)).toEqual(bytes);
  expect(queue.length).toBe(0);
});

it('gives what was taken for good', () => {
  const queue = new ByteQueue();
  queue.append(Buffer.from('abc'));
  const taken = queue.take(3);
  queue.append(Buffer.from('xyz'));
  expect(taken.toString()).toBe('abc');
});

it('shows no more than there is, and nothing once it is cleared', () => {
  const queue = new ByteQueue();
  queue.append(Buffer.from('ab'));
  expect(queue.peek(5).toString()).toBe('ab');
  queue.clear();
  expect(queue.length).toBe(0);
  expect(queue.peek(5)).toHaveLength(0);
});

it('shows single bytes, drops them, and puts up with being asked for more', () => {
  const queue = new ByteQueue();
  queue.append(Buffer.from('abc'));
  queue.skip(1);
  expect([queue.byteAt(0), queue.byteAt(1), queue.byteAt(2)]).toEqual([0x62, 0x63, 0]);
  queue.skip(5);
  expect([queue.length, queue.byteAt(0)]).toEqual([0, 0]);
});
