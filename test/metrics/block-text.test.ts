import { expect, it } from 'vitest';
import { BlockText } from '../../src/metrics/block-text.ts';

it('gives back what was added, and begins anew', () => {
  const text = new BlockText();
  text.add('a 1\n');
  text.add('é\u{1f510} 2\n');
  expect(text.length).toBe(Buffer.byteLength('a 1\né\u{1f510} 2\n'));
  expect(text.take().toString()).toBe('a 1\né\u{1f510} 2\n');
  expect(text.length).toBe(0);
  text.add('b 3\n');
  expect(text.take().toString()).toBe('b 3\n');
  expect(text.take()).toHaveLength(0);
});

it('a line may be longer than all memory so far', () => {
  const text = new BlockText();
  const lines = ['x', '€'.repeat(100_000), 'y'.repeat(1_000_000), 'z'];
  for (const line of lines) text.add(line);
  expect(text.take().toString()).toBe(lines.join(''));
});

it('uses the same memory for one block after the other', () => {
  const text = new BlockText();
  text.add('a 1\n');
  const { buffer } = text.take();
  text.add('b 2\n');
  expect(text.take().buffer).toBe(buffer);
});

it('what UTF-8 cannot hold is replaced as everywhere else', () => {
  const text = new BlockText();
  text.add('a\ud800b');
  expect(text.take().toString()).toBe('a\ufffdb');
});
