import { expect, it } from 'vitest';
import { ProgressLine } from '../../bench/progress-line.ts';

function written(isTTY: boolean): string {
  let text = '';
  const line = new ProgressLine({ isTTY, write: (more) => (text += more) });
  line.show('a longer text');
  line.show('short');
  line.clear();
  return text;
}

it('writes over itself and leaves nothing', () => {
  expect(written(true)).toBe('\ra longer text\u001B[K\rshort\u001B[K\r\u001B[K');
});

it('says nothing where nobody looks', () => {
  expect(written(false)).toBe('');
});
