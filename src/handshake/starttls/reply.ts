import type { Conversation } from '../conversation.ts';
import { notSpoken } from './failures.ts';

/** A reply that begins with three digits, as SMTP, FTP and NNTP have it. */
export interface Reply {
  /** 100 to 599. */
  readonly code: number;
  /** The text of each line, without the code where the line has one. */
  readonly lines: readonly string[];
  /** The last line whole, for messages. */
  readonly answer: string;
}

export interface ReplyForm {
  /** How the protocol is called in messages. */
  readonly protocol: string;
  /**
   * `coded`: every line has the code (RFC 5321, section 4.2.1). `free`: only the first and the last need one (RFC 959,
   * section 4.2). `single`: there is only one line (RFC 3977, section 3.2).
   */
  readonly continuation: 'coded' | 'free' | 'single';
}

/** A code, then the end, a space, or the hyphen that says that more follows. */
const LINE = /^([1-5][0-9]{2})(?:$|([ -])(.*)$)/s;

/** Reads one reply, of several lines where it has them. Rejects with `protocol_error` where it is none. */
export async function readReply(conversation: Conversation, what: string, form: ReplyForm): Promise<Reply> {
  const first = await conversation.readLine(what);
  const start = LINE.exec(first);
  if (start === null) throw notSpoken(form.protocol, what, first);
  const code = start[1] ?? '';
  const lines = [start[3] ?? ''];
  let line = first;
  let more = start[2] === '-' && form.continuation !== 'single';
  while (more) {
    line = await conversation.readLine(`the rest of ${what}`);
    const next = LINE.exec(line);
    const own = next?.[1] === code ? next : null;
    if (own === null && form.continuation === 'coded')
      throw notSpoken(form.protocol, `the rest of ${what}`, line);
    lines.push(own === null ? line : (own[3] ?? ''));
    // In the free form a line that begins with the code and a hyphen is text as well.
    more = own === null || own[2] === '-';
  }
  return { code: Number(code), lines, answer: line };
}
