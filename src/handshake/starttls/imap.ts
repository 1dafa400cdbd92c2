import type { Conversation } from '../conversation.ts';
import { notOffered, notSpoken, refused } from './failures.ts';
import type { StartTls } from './start-tls.ts';

const PROTOCOL = 'IMAP';

/** IMAP: RFC 9051, section 6.2.1 (RFC 3501 likewise), after the greeting of section 7.1. */
export const imap: StartTls = async (conversation) => {
  const greeting = await conversation.readLine('the greeting');
  const status = /^\* (OK|PREAUTH|BYE)(?: |$)/i.exec(greeting)?.[1]?.toUpperCase();
  if (status === undefined) throw notSpoken(PROTOCOL, 'the greeting', greeting);
  // STARTTLS is a command of the state before authentication, and a connection that begins after it has none.
  if (status !== 'OK') throw refused('the connection', greeting);

  conversation.ask('a1 CAPABILITY');
  const capabilities = await command(conversation, 'a1', 'CAPABILITY');
  if (!capabilities.includes('STARTTLS')) throw notOffered('STARTTLS', capabilities);

  conversation.ask('a2 STARTTLS');
  await command(conversation, 'a2', 'STARTTLS');
};

/**
 * Reads the untagged responses to a command and then the tagged one, which must be OK. The words of the untagged
 * CAPABILITY responses are the result. Other untagged responses may come at any time (section 7).
 */
async function command(conversation: Conversation, tag: string, name: string): Promise<string[]> {
  const words: string[] = [];
  for (;;) {
    const line = await conversation.readLine(`the answer to ${name}`);
    if (/^\* BYE(?: |$)/i.test(line)) throw refused(name, line);
    if (line.startsWith('* ')) {
      if (/^\* CAPABILITY /i.test(line)) words.push(...line.toUpperCase().trim().split(/ +/).slice(2));
      continue;
    }
    const status = new RegExp(`^${tag} (OK|NO|BAD)(?: |$)`, 'i').exec(line)?.[1]?.toUpperCase();
    if (status === undefined) throw notSpoken(PROTOCOL, `the answer to ${name}`, line);
    if (status !== 'OK') throw refused(name, line);
    return words;
  }
}
