import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { Conversation } from '../../../src/handshake/conversation.ts';
import { esmtpStartTls } from '../../../src/handshake/starttls/esmtp.ts';

it.each([
  ['192.0.2.7', 'EHLO [192.0.2.7]\r\n'],
  ['2001:db8::7', 'EHLO [IPv6:2001:db8::7]\r\n'],
  ['fe80::1%eth0', 'EHLO [IPv6:fe80::1]\r\n'],
  [undefined, 'EHLO [127.0.0.1]\r\n'],
])('calls itself by its address %s', async (localAddress, hello) => {
  const { readable, written, stream } = pipe(localAddress);
  const deadline = new AbortController();
  const conversation = new Conversation(stream, { signal: deadline.signal });
  const talk = esmtpStartTls(conversation, 'SMTP', 'EHLO');
  readable.write('220 ready\r\n');
  expect(await written).toBe(hello);
  deadline.abort();
  await expect(talk).rejects.toMatchObject({ reason: 'starttls_timeout' });
});

/** A stream that is written to by `readable`, and whose first write is `written`. */
function pipe(localAddress: string | undefined) {
  const readable = new PassThrough();
  const { promise: written, resolve } = Promise.withResolvers<string>();
  const stream = Object.assign(readable, localAddress === undefined ? {} : { localAddress });
  const write = readable.write.bind(readable);
  Object.assign(stream, { write: (data: string) => resolve(data) });
  return { readable: { write }, written, stream };
}
