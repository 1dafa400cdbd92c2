import { notSpoken, refused } from './failures.ts';
import { type ReplyForm, readReply } from './reply.ts';
import type { StartTls } from './start-tls.ts';

const FORM: ReplyForm = { protocol: 'FTP', continuation: 'free' };

/** The most replies "ready in some minutes" before the greeting. */
const MOST_DELAYS = 4;

/** FTP: AUTH TLS of RFC 4217, section 4, over the replies of RFC 959, section 4.2, and RFC 2228, section 3. */
export const ftp: StartTls = async (conversation) => {
  let greeting = await readReply(conversation, 'the greeting', FORM);
  for (let delays = 0; greeting.code === 120 && delays < MOST_DELAYS; delays += 1) {
    greeting = await readReply(conversation, 'the greeting', FORM);
  }
  if (greeting.code >= 400) throw refused('the connection', greeting.answer);
  if (greeting.code !== 220) throw notSpoken('FTP', 'the greeting', greeting.answer);

  conversation.ask('AUTH TLS');
  const answer = await readReply(conversation, 'the answer to AUTH TLS', FORM);
  // 334 asks for security data, which AUTH TLS has none of: the server means another mechanism.
  if (answer.code >= 300) throw refused('AUTH TLS', answer.answer);
  if (answer.code !== 234) throw notSpoken('FTP', 'the answer to AUTH TLS', answer.answer);
};
