import { expect, it } from 'vitest';
import { type ReplyForm, readReply } from '../../../src/handshake/starttls/reply.ts';
import { conversationWith } from '../../support/conversation-with.ts';

const CODED: ReplyForm = { protocol: 'X', continuation: 'coded' };
const FREE: ReplyForm = { protocol: 'X', continuation: 'free' };
const SINGLE: ReplyForm = { protocol: 'X', continuation: 'single' };

it.each([
  ['250 fine\r\n', CODED, { code: 250, lines: ['fine'], answer: '250 fine' }],
  ['250\r\n', CODED, { code: 250, lines: [''], answer: '250' }],
  ['250-a\r\n250-\r\n250 b\r\n', CODED, { code: 250, lines: ['a', '', 'b'], answer: '250 b' }],
  ['250-a\r\n250\r\n', CODED, { code: 250, lines: ['a', ''], answer: '250' }],
  [
    '220-a\r\n b\r\n221 c\r\n220 d\r\n',
    FREE,
    { code: 220, lines: ['a', ' b', '221 c', 'd'], answer: '220 d' },
  ],
  ['200-a\r\n200 b\r\n', SINGLE, { code: 200, lines: ['a'], answer: '200-a' }],
  ['220 a\0\u2028b\r\n', CODED, { code: 220, lines: ['a\0\xe2\x80\xa8b'], answer: '220 a\0\xe2\x80\xa8b' }],
])('reads %j', async (text, form, reply) => {
  expect(await readReply(conversationWith(text), 'the answer', form)).toEqual(reply);
});

it.each(['\r\n', '25\r\n', '2500 a\r\n', '250_a\r\n', ' 250 a\r\n', '050 a\r\n', '650 a\r\n', 'hello\r\n'])(
  'calls %j no reply',
  async (text) => {
    await expect(readReply(conversationWith(text), 'the answer', CODED)).rejects.toMatchObject({
      reason: 'protocol_error',
      detail: expect.stringMatching(/^The server does not speak X: the answer is "/),
    });
  },
);

it.each(['250-a\r\n251 b\r\n', '250-a\r\nb\r\n'])(
  'calls %j no reply where every line has the code',
  async (text) => {
    await expect(readReply(conversationWith(text), 'the answer', CODED)).rejects.toMatchObject({
      reason: 'protocol_error',
    });
  },
);
