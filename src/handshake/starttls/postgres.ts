import type { Conversation } from '../conversation.ts';
import { notSpoken, refused } from './failures.ts';
import type { StartTls } from './start-tls.ts';

/** Length 8 and the request code 1234.5679 (PostgreSQL documentation, "Message Formats", SSLRequest). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** The longest error that is read, with its length. */
const LONGEST_ERROR = 8192;

const WHAT = 'the answer to SSLRequest';

/** PostgreSQL: "SSL Session Encryption" in the chapter "Frontend/Backend Protocol" of its documentation. */
export const postgres: StartTls = async (conversation) => {
  conversation.write(SSL_REQUEST);
  const answer = await conversation.readBytes(1, WHAT);
  switch (answer.toString('latin1')) {
    case 'S':
      return;
    case 'N':
      throw refused('SSLRequest', answer);
    case 'E':
      throw refused('SSLRequest', await readError(conversation));
    default:
      throw notSpoken('PostgreSQL', WHAT, answer);
  }
};

/** The rest of ErrorResponse: a length, then fields of a letter and a text that ends with a zero byte. */
async function readError(conversation: Conversation): Promise<string> {
  const length = (await conversation.readBytes(4, WHAT)).readUInt32BE();
  if (length < 4 || length > LONGEST_ERROR) {
    throw notSpoken('PostgreSQL', WHAT, `E and a length of ${length}`);
  }
  const fields = (await conversation.readBytes(length - 4, WHAT)).toString('latin1').split('\0');
  const field = (letter: string): string => fields.find((text) => text.startsWith(letter))?.slice(1) ?? '';
  return `${field('S')} ${field('C')} ${field('M')}`.trim();
}
