import type { Conversation } from '../conversation.ts';
import { readDottedLines } from './dotted-lines.ts';
import { notOffered, notSpoken, refused } from './failures.ts';
import type { StartTls } from './start-tls.ts';

/** POP3: RFC 2595, section 4, after the greeting of RFC 1939, section 4, and CAPA of RFC 2449, section 5. */
export const pop3: StartTls = async (conversation) => {
  const greeting = await status(conversation, 'the greeting');
  if (!greeting.positive) throw refused('the connection', greeting.line);

  conversation.ask('CAPA');
  const answer = await status(conversation, 'the answer to CAPA');
  // A server from before RFC 2449 knows no CAPA, and may know STLS all the same.
  if (answer.positive) {
    const capabilities = await readDottedLines(conversation, 'the list of capabilities');
    const keywords = capabilities.map((line) => line.split(' ', 1)[0]?.toUpperCase() ?? '');
    if (!keywords.includes('STLS')) throw notOffered('STLS', keywords);
  }

  conversation.ask('STLS');
  const goAhead = await status(conversation, 'the answer to STLS');
  if (!goAhead.positive) throw refused('STLS', goAhead.line);
};

async function status(
  conversation: Conversation,
  what: string,
): Promise<{ positive: boolean; line: string }> {
  const line = await conversation.readLine(what);
  const indicator = /^(\+OK|-ERR)(?: |$)/.exec(line)?.[1];
  if (indicator === undefined) throw notSpoken('POP3', what, line);
  return { positive: indicator === '+OK', line };
}
