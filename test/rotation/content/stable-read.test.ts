import { expect, it } from 'vitest';
import { stableRead } from '../../../src/rotation/content/stable-read.ts';

const never = new AbortController().signal;

/** A file cannot be made to change just between two system calls, so what is looked at is made up here. */
const states = (...texts: string[]) => {
  let at = 0;
  return () => Promise.resolve(texts[Math.min(at++, texts.length - 1)] ?? '');
};

it('reads once what holds still', async () => {
  let reads = 0;
  const read = () => Promise.resolve({ result: ++reads, state: 'a' });
  expect(await stableRead(states('a'), read, never, 0)).toEqual({ result: 1 });
});

it('reads again what has changed meanwhile, and gives back the last', async () => {
  let reads = 0;
  const read = () => Promise.resolve({ result: ++reads, state: ['a', 'b', 'c'][reads - 1] ?? '' });
  expect(await stableRead(states('a', 'b', 'b', 'c', 'c'), read, never, 0)).toEqual({ result: 3 });
});

it('is not misled by what was elsewhere only while it was open', async () => {
  let reads = 0;
  const read = () => Promise.resolve({ result: ++reads, state: reads < 3 ? 'elsewhere' : 'a' });
  expect(await stableRead(states('a'), read, never, 0)).toEqual({ result: 3 });
});

it('gives up what never holds still', async () => {
  let state = 0;
  let reads = 0;
  const look = () => Promise.resolve(String(state++));
  const read = () => Promise.resolve({ result: ++reads, state: String(state) });
  expect(await stableRead(look, read, never, 0)).toBeUndefined();
  expect(reads).toBe(5);
});

it('ends with the signal, also between two attempts', async () => {
  const stop = new AbortController();
  let state = 0;
  const look = () => Promise.resolve(String(state++));
  const read = () => Promise.resolve({ result: stop.abort(new Error('enough')), state: '' });
  await expect(stableRead(look, read, stop.signal, 60_000)).rejects.toThrow();
  await expect(stableRead(look, read, stop.signal)).rejects.toThrow('enough');
});

it('hands on what goes wrong', async () => {
  const fail = () => Promise.reject(new Error('no such file'));
  await expect(stableRead(states('a'), fail, never)).rejects.toThrow('no such file');
});
