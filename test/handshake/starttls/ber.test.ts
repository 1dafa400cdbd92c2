import { expect, it } from 'vitest';
import { berElements, readBerElement } from '../../../src/handshake/starttls/ber.ts';
import { conversationWith } from '../../support/conversation-with.ts';
import fc from '../../support/fast-check.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

it('splits bytes into elements, with lengths in any number of bytes', () => {
  expect(berElements(hex('020105 04820001ff 0400'))).toEqual([
    { tag: 2, content: hex('05') },
    { tag: 4, content: hex('ff') },
    { tag: 4, content: hex('') },
  ]);
  expect(berElements(hex(''))).toEqual([]);
});

it.each(['02', '0201', '0281', '028101', '0280 05 0000', '0285 0000000001 05', '04 ff'])(
  'takes %s for no elements',
  (text) => {
    expect(berElements(hex(text))).toBeUndefined();
  },
);

it('never throws, and never reads beyond its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const contents = berElements(Buffer.from(bytes))?.map(({ content }) => content.length) ?? [];
      expect(contents.reduce((sum, length) => sum + length + 2, 0)).toBeLessThanOrEqual(bytes.length);
    }),
  );
});

it('reads one element and no byte behind it', async () => {
  const conversation = conversationWith(hex('30 82 0003 020105 ff'));
  expect(await readBerElement(conversation, 0x30, 'X', 'the answer')).toEqual(hex('020105'));
  expect(await conversation.readBytes(1)).toEqual(hex('ff'));
});

it.each(['31 00', '30 80 0000', '30 85 0000000000'])('refuses %s', async (text) => {
  await expect(readBerElement(conversationWith(hex(text)), 0x30, 'X', 'the answer')).rejects.toMatchObject({
    reason: 'protocol_error',
    detail: expect.stringMatching(/^The server does not speak X: the beginning of the answer is "/),
  });
});
