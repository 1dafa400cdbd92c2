import { PassThrough } from 'node:stream';
import { Conversation } from '../../src/handshake/conversation.ts';

/** A conversation with somebody who has said all of this already and has gone. */
export function conversationWith(text: string | Buffer): Conversation {
  const stream = new PassThrough();
  stream.end(text);
  return new Conversation(stream, { signal: new AbortController().signal });
}
