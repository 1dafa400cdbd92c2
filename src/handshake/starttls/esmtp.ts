import { isIPv6 } from 'node:net';
import type { Conversation } from '../conversation.ts';
import { notOffered, notSpoken, refused } from './failures.ts';
import { type Reply, type ReplyForm, readReply } from './reply.ts';

/** The prelude that SMTP and LMTP share; `hello` is the command that asks for the extensions. */
export async function esmtpStartTls(
  conversation: Conversation,
  protocol: string,
  hello: 'EHLO' | 'LHLO',
): Promise<void> {
  const form: ReplyForm = { protocol, continuation: 'coded' };
  const greeting = await readReply(conversation, 'the greeting', form);
  must(greeting, 220, 'the connection', protocol);

  conversation.ask(`${hello} ${addressLiteral(conversation.localAddress)}`);
  const offer = await readReply(conversation, `the answer to ${hello}`, form);
  must(offer, 250, hello, protocol);
  const keywords = offer.lines.slice(1).map((line) => line.split(' ', 1)[0]?.toUpperCase() ?? '');
  if (!keywords.includes('STARTTLS')) throw notOffered('STARTTLS', keywords);

  conversation.ask('STARTTLS');
  const answer = await readReply(conversation, 'the answer to STARTTLS', form);
  must(answer, 220, 'STARTTLS', protocol);
}

/** 4yz and 5yz are a no (RFC 5321, section 4.2.1); any other code than the one is no answer to this. */
function must(reply: Reply, code: number, to: string, protocol: string): void {
  if (reply.code === code) return;
  if (reply.code >= 400) throw refused(to, reply.answer);
  throw notSpoken(protocol, `the answer to ${to}`, reply.answer);
}

/** What a client without a name of its own calls itself: its address (RFC 5321, sections 4.1.1.1 and 4.1.3). */
function addressLiteral(address: string | undefined): string {
  const plain = address?.split('%', 1)[0] ?? '127.0.0.1';
  return isIPv6(plain) ? `[IPv6:${plain}]` : `[${plain}]`;
}
