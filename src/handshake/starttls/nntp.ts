import { readDottedLines } from './dotted-lines.ts';
import { notOffered, notSpoken, refused } from './failures.ts';
import { type ReplyForm, readReply } from './reply.ts';
import type { StartTls } from './start-tls.ts';

const FORM: ReplyForm = { protocol: 'NNTP', continuation: 'single' };

const UNKNOWN_COMMAND = 500;

/** NNTP: RFC 4642, section 2.2, after the greeting and CAPABILITIES of RFC 3977, sections 5.1 and 5.2. */
export const nntp: StartTls = async (conversation) => {
  const greeting = await readReply(conversation, 'the greeting', FORM);
  if (greeting.code >= 400) throw refused('the connection', greeting.answer);
  if (greeting.code !== 200 && greeting.code !== 201)
    throw notSpoken('NNTP', 'the greeting', greeting.answer);

  conversation.ask('CAPABILITIES');
  const answer = await readReply(conversation, 'the answer to CAPABILITIES', FORM);
  if (answer.code === 101) {
    const capabilities = await readDottedLines(conversation, 'the list of capabilities');
    const labels = capabilities.map((line) => line.split(/[ \t]/, 1)[0]?.toUpperCase() ?? '');
    if (!labels.includes('STARTTLS')) throw notOffered('STARTTLS', labels);
  } else if (answer.code < 400) {
    throw notSpoken('NNTP', 'the answer to CAPABILITIES', answer.answer);
  } else if (answer.code !== UNKNOWN_COMMAND) {
    throw refused('CAPABILITIES', answer.answer);
  }
  // A server from before RFC 3977 knows no CAPABILITIES, and may know STARTTLS all the same.

  conversation.ask('STARTTLS');
  const goAhead = await readReply(conversation, 'the answer to STARTTLS', FORM);
  if (goAhead.code >= 400) throw refused('STARTTLS', goAhead.answer);
  if (goAhead.code !== 382) throw notSpoken('NNTP', 'the answer to STARTTLS', goAhead.answer);
};
