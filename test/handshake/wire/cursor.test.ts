import { expect, it } from 'vitest';
import { Cursor } from '../../../src/handshake/wire/cursor.ts';

it('reads numbers and vectors', () => {
  const cursor = new Cursor(Buffer.from([1, 2, 3, 0, 0, 2, 8, 9, 7]));
  expect(cursor.uint(1)).toBe(1);
  expect(cursor.uint(2)).toBe(0x0203);
  expect([...cursor.vector(3)]).toEqual([8, 9]);
  expect(cursor.remaining).toBe(1);
  expect(cursor.failed).toBe(false);
});

it('reads nothing past the end, and nothing after that', () => {
  const cursor = new Cursor(Buffer.from([0, 5, 1, 2]));
  expect(cursor.vector(2)).toHaveLength(0);
  expect(cursor.failed).toBe(true);
  expect(cursor.uint(1)).toBe(0);
  expect(new Cursor(new Uint8Array(0)).uint(3)).toBe(0);
});
