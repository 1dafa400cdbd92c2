import { expect, it } from 'vitest';
import { type FileContents, FileStore } from '../../src/sources/file-store.ts';

const IDENTITY = { dev: 1n, ino: 2n, size: 3n, mtimeNs: 4n, ctimeNs: 5n };
const contents = (otherObjects: number): FileContents => ({
  kind: 'container',
  container: {
    kind: 'pem',
    certificates: [],
    revocationLists: [],
    findings: [],
    findingCounts: {},
    otherObjects,
  },
});
const failed = (detail: string): FileContents => ({
  kind: 'failed',
  finding: { reason: 'io_error', detail },
});

it('knows a settled file while its identity stays', () => {
  const store = new FileStore();
  store.begin();
  const one = contents(1);
  store.put(IDENTITY, true, one);
  store.end();
  store.begin();
  expect(store.current(IDENTITY)).toBe(one);
  expect(store.current({ ...IDENTITY, ctimeNs: 6n })).toBeUndefined();
  expect(store.settledAmong([IDENTITY, { ...IDENTITY, ino: 9n }])).toEqual([IDENTITY]);
});

it('has what is not settled, and every failure, read again in the next collection but not in this one', () => {
  const store = new FileStore();
  for (const [settled, what] of [
    [false, contents(1)],
    [true, failed('x')],
  ] as const) {
    store.begin();
    store.put(IDENTITY, settled, what);
    expect(store.current(IDENTITY)).toEqual(what);
    store.end();
    store.begin();
    expect(store.current(IDENTITY)).toBeUndefined();
    expect(store.last(IDENTITY)).toEqual(what);
    expect(store.settledAmong([IDENTITY])).toEqual([]);
  }
});

it('keeps the old object where the same was read again', () => {
  const store = new FileStore();
  store.begin();
  const one = contents(1);
  store.put(IDENTITY, false, one);
  store.put(IDENTITY, true, contents(1));
  expect(store.last(IDENTITY)).toBe(one);
  store.put(IDENTITY, true, contents(2));
  expect(store.last(IDENTITY)).toEqual(contents(2));
  store.put(IDENTITY, true, failed('x'));
  expect(store.last(IDENTITY)).toEqual(failed('x'));
});

it('forgets what a collection did not use', () => {
  const store = new FileStore();
  store.begin();
  store.put(IDENTITY, true, contents(1));
  store.end();
  store.begin();
  store.end();
  store.begin();
  expect(store.last(IDENTITY)).toBeUndefined();
});
