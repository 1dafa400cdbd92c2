import { expect, it } from 'vitest';
import { ListSplitter } from '../../../src/kubernetes/answer/list-splitter.ts';
import fc from '../../support/fast-check.ts';

function split(chunks: Iterable<Buffer>, most = 1_000_000): { objects: unknown[]; end: unknown } {
  const objects: unknown[] = [];
  const splitter = new ListSplitter(most, (object) => objects.push(object));
  for (const chunk of chunks) splitter.push(chunk);
  return { objects, end: splitter.end() };
}

const parts = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );

it('gives up on an object that never ends', () => {
  const splitter = new ListSplitter(1000, () => {});
  splitter.push(Buffer.from('{"items":[{"a":"'));
  expect(() => {
    for (;;) splitter.push(Buffer.alloc(64, 'x'));
  }).toThrow('The API server sent an object of more than 1000 bytes, which is not read.');
});

it('gives up on what is no list and never ends', () => {
  const splitter = new ListSplitter(1000, () => {});
  expect(() => {
    for (;;) splitter.push(Buffer.alloc(64_000, '[{'));
  }).toThrow('The API server sent no list.');
});

it.each(['', 'no JSON', '{"items":[{"a":1}', '{"items":[{"a":1},{"b"', '{"items":[{"a":1}]', ']]]]}}}}'])(
  'does not take %j for a whole list',
  (text) => {
    expect(() => split([Buffer.from(text)])).toThrow('The API server sent a list that is not JSON.');
  },
);

it('says of an object that is not JSON nothing that stands in it', () => {
  expect(() => split([Buffer.from('{"items":[{"key": hunter2}]}')])).toThrow(
    /^The API server sent an object that is not JSON\.$/,
  );
});

it.each([
  ['{"items":null,"metadata":{"resourceVersion":"1"}}', []],
  ['{"items":[],"metadata":{"resourceVersion":"1"}}', []],
  [' {\n "items" : [ {"a": 1} , {"a": [{"items":[{}]}]} ],\n"metadata":{"resourceVersion":"1"}}', 2],
  // Only the list's own items are its objects.
  ['{"metadata":{"resourceVersion":"1","x":[{"a":1}]},"rows":[{"a":1}],"items":[{"a":2}]}', 1],
])('reads %s', (text, expected) => {
  const { objects, end } = split([Buffer.from(text)]);
  expect(objects).toHaveLength(Array.isArray(expected) ? 0 : expected);
  expect((end as { metadata: unknown }).metadata).toMatchObject({ resourceVersion: '1' });
});

it('splits anywhere, also within a character or after a backslash', () => {
  const items = [{ a: '"\\ä€😀\\"' }, { '{[': ']}', nested: [{ b: [{}, []] }], c: '\\\\' }, {}];
  const bytes = Buffer.from(JSON.stringify({ kind: 'List', items, metadata: { resourceVersion: '7' } }));
  for (let at = 0; at <= bytes.length; at++) {
    expect(split([bytes.subarray(0, at), bytes.subarray(at)]).objects).toEqual(items);
  }
  expect(split(parts(bytes, 1)).objects).toEqual(items);
});

it('reads what JSON.parse reads, whatever the objects and the chunks', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string(), fc.jsonValue({ depthSize: 'small' }))),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(undefined, 1),
      (items, size, indent) => {
        const list = { metadata: { resourceVersion: '7', continue: 'x' }, items };
        const text = JSON.stringify(list, undefined, indent);
        const { objects, end } = split(parts(Buffer.from(text), size));
        expect(JSON.stringify(objects)).toBe(JSON.stringify(JSON.parse(text).items));
        expect((end as typeof list).metadata).toEqual(list.metadata);
      },
    ),
  );
});
