import { expect, it } from 'vitest';
import { readDottedLines } from '../../../src/handshake/starttls/dotted-lines.ts';
import { conversationWith } from '../../support/conversation-with.ts';

it.each([
  ['.\r\n', []],
  ['a\r\n\r\nb\n.\n', ['a', '', 'b']],
  ['..\r\n...x\r\n.y\r\n.\r\n', ['.', '..x', 'y']],
])('reads %j', async (text, lines) => {
  expect(await readDottedLines(conversationWith(text), 'the list')).toEqual(lines);
});

it('does not take the end of the connection for the end of the list', async () => {
  await expect(readDottedLines(conversationWith('a\r\n'), 'the list')).rejects.toMatchObject({
    reason: 'closed',
  });
});
