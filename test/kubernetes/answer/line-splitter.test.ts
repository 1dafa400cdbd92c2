import { expect, it } from 'vitest';
import { LineSplitter } from '../../../src/kubernetes/answer/line-splitter.ts';

function split(chunks: Iterable<Buffer>, most = 1000): string[] {
  const splitter = new LineSplitter(most);
  return [...chunks].flatMap((chunk) => [...splitter.push(chunk)]);
}

it('gives up on a line that never ends', () => {
  const endless = (function* () {
    for (;;) yield Buffer.alloc(64, 'x');
  })();
  const splitter = new LineSplitter(1000);
  expect(() => {
    for (const chunk of endless) Array.from(splitter.push(chunk));
  }).toThrow('The API server sent an event of more than 1000 bytes, which is not read.');
});

it('counts each line for itself', () => {
  expect(split(Array.from({ length: 50 }, () => Buffer.from(`${'x'.repeat(900)}\n`)))).toHaveLength(50);
});

it('keeps a line that has no end yet', () => {
  expect(split([Buffer.from('one\nhal')])).toEqual(['one']);
  expect(split([Buffer.from('one\nhal'), Buffer.from('f\n')])).toEqual(['one', 'half']);
});

it('leaves empty lines out', () => {
  expect(split([Buffer.from('\n\r\none\n\n')])).toEqual(['one']);
});

it('splits anywhere, also within a character', () => {
  const text = Buffer.from('{"a":"ä€😀"}\n{"b":"\\n"}\n');
  for (let at = 0; at <= text.length; at++) {
    expect(split([text.subarray(0, at), text.subarray(at)])).toEqual(['{"a":"ä€😀"}', '{"b":"\\n"}']);
  }
  expect(split([...text].map((byte) => Buffer.of(byte)))).toEqual(['{"a":"ä€😀"}', '{"b":"\\n"}']);
});
