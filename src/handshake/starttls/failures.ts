import { ConversationError } from '../conversation-error.ts';
import { quote } from '../quote.ts';

/** What a server said: a line as the conversation reads it (one character a byte), or bytes. */
type Answer = string | Uint8Array;

const quoted = (answer: Answer): string =>
  quote(typeof answer === 'string' ? Buffer.from(answer, 'latin1') : answer);

/** The server answered what the protocol allows, and it is a no. `to` is what it was asked, or did. */
export function refused(to: string, answer: Answer): ConversationError {
  return new ConversationError('starttls_unsupported', `The server refused ${to}: ${quoted(answer)}.`);
}

/** The server told what it can do, and `offer` is not in it. */
export function notOffered(offer: string, offered: readonly string[]): ConversationError {
  const instead = offered.length === 0 ? 'nothing' : quoted(offered.join(' '));
  return new ConversationError(
    'starttls_unsupported',
    `The server does not offer ${offer}; it offers ${instead}.`,
  );
}

/** What came is nothing that the protocol allows there. */
export function notSpoken(protocol: string, what: string, answer: Answer): ConversationError {
  return new ConversationError(
    'protocol_error',
    `The server does not speak ${protocol}: ${what} is ${quoted(answer)}.`,
  );
}
