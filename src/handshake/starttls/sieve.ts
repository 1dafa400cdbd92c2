import type { Conversation } from '../conversation.ts';
import { notOffered, notSpoken, refused } from './failures.ts';
import type { StartTls } from './start-tls.ts';

/** A string as counted bytes behind the line: `{5}`, or `{5+}` (RFC 5804, section 4). */
const LITERAL = /\{(\d{1,10})\+?\}$/;

/** ManageSieve: RFC 5804, section 2.2, after the capabilities that are the greeting (section 1.7). */
export const sieve: StartTls = async (conversation) => {
  const greeting = await readResponse(conversation, 'the greeting');
  if (greeting.status !== 'OK') throw refused('the connection', greeting.answer);
  const capabilities = greeting.lines.map((line) => /^"([^"]*)"/.exec(line)?.[1]?.toUpperCase() ?? '');
  if (!capabilities.includes('STARTTLS')) throw notOffered('STARTTLS', capabilities);

  conversation.ask('STARTTLS');
  const goAhead = await readResponse(conversation, 'the answer to STARTTLS');
  if (goAhead.status !== 'OK') throw refused('STARTTLS', goAhead.answer);
};

interface Response {
  readonly status: 'OK' | 'NO' | 'BYE';
  /** The lines before the last. */
  readonly lines: readonly string[];
  /** The last line. */
  readonly answer: string;
}

/** Reads the data lines, which begin with a string, and then the line with the status (section 4). */
async function readResponse(conversation: Conversation, what: string): Promise<Response> {
  const lines: string[] = [];
  for (;;) {
    const line = await readWithLiterals(conversation, what);
    const status = /^(OK|NO|BYE)(?: |$)/i.exec(line)?.[1]?.toUpperCase() as Response['status'] | undefined;
    if (status !== undefined) return { status, lines, answer: line };
    if (!/^["{]/.test(line)) throw notSpoken('ManageSieve', what, line);
    lines.push(line);
  }
}

async function readWithLiterals(conversation: Conversation, what: string): Promise<string> {
  let line = await conversation.readLine(what);
  let tail = line;
  for (let literal = LITERAL.exec(tail); literal !== null; literal = LITERAL.exec(tail)) {
    const text = await conversation.readBytes(Number(literal[1]), what);
    tail = await conversation.readLine(what);
    line = `${line.slice(0, -literal[0].length)}"${text.toString('latin1')}"${tail}`;
  }
  return line;
}
