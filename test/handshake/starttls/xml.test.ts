import { expect, it } from 'vitest';
import { readElement, readTag } from '../../../src/handshake/starttls/xml.ts';
import { conversationWith } from '../../support/conversation-with.ts';

it.each([
  ['<a>', { kind: 'open', name: 'a', namespaces: [] }],
  ['</a >', { kind: 'close', name: 'a' }],
  ['<a/>', { kind: 'empty', name: 'a' }],
  [
    '<x:a b = "c" \n xmlns:x=\'urn:x\' xmlns="urn:y"/>',
    { kind: 'empty', name: 'a', namespaces: ['urn:x', 'urn:y'] },
  ],
  ['<a b=">" c=\'">\'>', { kind: 'open', name: 'a', source: '<a b=">" c=\'">\'>' }],
  ['text "quoted" <a>', { kind: 'open', name: 'a', source: '<a>' }],
  ["<?xml version='1.0'?>\n<a>", { kind: 'open', name: 'a' }],
])('reads the tag in %j', async (text, tag) => {
  const conversation = conversationWith(`${text}!`);
  expect(await readTag(conversation, 'the answer')).toMatchObject(tag);
  expect((await conversation.readBytes(1)).toString()).toBe('!');
});

it.each([
  '<!-- comment -->',
  '<!DOCTYPE a>',
  '<?php ?>',
  '<>',
  '< a>',
  '<a b=c>',
  '<a b>',
  '<a "b">',
  '<a<b>',
  '</a b="c">',
  '</a/>',
  'text >',
])('refuses %j', async (text) => {
  await expect(readTag(conversationWith(text), 'the answer')).rejects.toMatchObject({
    reason: 'protocol_error',
    detail: expect.stringMatching(/^The server does not speak XMPP: the answer is "/),
  });
});

it('does not read a tag for ever that only goes on', async () => {
  await expect(readTag(conversationWith(`<a b="${'>'.repeat(20_000)}`), 'it')).rejects.toMatchObject({
    reason: 'protocol_error',
  });
});

it('reads an element with what is directly in it', async () => {
  const conversation = conversationWith('<s:f><a x="1">text<b/><c></c></a> <d/></s:f><rest>');
  const element = await readElement(conversation, 'the answer');
  expect(element.name).toBe('f');
  expect(element.children.map(({ name }) => name)).toEqual(['a', 'd']);
  expect((await conversation.readBytes(6)).toString()).toBe('<rest>');
});

it('gives a lone tag back as it is, and refuses one that closes another', async () => {
  expect(await readElement(conversationWith('</stream:stream>'), 'it')).toMatchObject({
    kind: 'close',
    children: [],
  });
  await expect(readElement(conversationWith('<a><b></b></c>'), 'it')).rejects.toMatchObject({
    reason: 'protocol_error',
  });
});
