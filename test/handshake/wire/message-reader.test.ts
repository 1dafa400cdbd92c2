import { expect, it } from 'vitest';
import { MessageReader } from '../../../src/handshake/wire/message-reader.ts';
import { handshakeMessage } from '../../support/tls-records.ts';

it.each([1, 3, 1000])('puts messages together out of fragments of %i bytes', (size) => {
  const messages = Buffer.concat([
    handshakeMessage(2, Buffer.from('first')),
    handshakeMessage(14, Buffer.alloc(0)),
    handshakeMessage(11, Buffer.from('last')),
  ]);
  const reader = new MessageReader();
  const read: unknown[] = [];
  for (let at = 0; at < messages.length; at += size) {
    reader.push(messages.subarray(at, at + size));
    for (let message = reader.next(); message !== undefined; message = reader.next()) {
      read.push([message.type, Buffer.from(message.body).toString()]);
    }
  }
  expect(read).toEqual([
    [2, 'first'],
    [14, ''],
    [11, 'last'],
  ]);
});

it('waits for the rest of a message', () => {
  const reader = new MessageReader();
  reader.push(handshakeMessage(11, Buffer.from('half'), 8));
  expect(reader.next()).toBeUndefined();
});

it('takes no message that claims to be longer than any may be, and none after it', () => {
  const reader = new MessageReader();
  reader.push(handshakeMessage(11, Buffer.from('x'), 10_000_000));
  expect(reader.next()).toBeUndefined();
  reader.push(handshakeMessage(2, Buffer.alloc(0)));
  expect(reader.next()).toBeUndefined();
});
