import type { Conversation } from '../conversation.ts';
import { notSpoken } from './failures.ts';

/** One element in the Basic Encoding Rules (X.690) as far as LDAP allows them: definite lengths, one-byte tags. */
export interface BerElement {
  readonly tag: number;
  readonly content: Buffer;
}

/** The most bytes of a length; Active Directory writes four where one would do. */
const MOST_LENGTH_BYTES = 4;

/** Splits bytes into the elements they hold; undefined where they hold something else. */
export function berElements(bytes: Buffer): BerElement[] | undefined {
  const elements: BerElement[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0;
    const short = bytes[at + 1] ?? 0x80;
    const extra = short < 0x80 ? 0 : short - 0x80;
    const start = at + 2 + extra;
    if (short === 0x80 || extra > MOST_LENGTH_BYTES || start > bytes.length) return undefined;
    const end = start + (extra === 0 ? short : bytes.readUIntBE(at + 2, extra));
    if (end > bytes.length) return undefined;
    elements.push({ tag, content: bytes.subarray(start, end) });
    at = end;
  }
  return elements;
}

/** Reads one element with the given tag from a server and gives its content. */
export async function readBerElement(
  conversation: Conversation,
  tag: number,
  protocol: string,
  what: string,
): Promise<Buffer> {
  const head = await conversation.readBytes(1, what);
  if (head[0] !== tag) throw notSpoken(protocol, `the beginning of ${what}`, head);
  const short = (await conversation.readBytes(1, what)).readUInt8();
  const extra = short < 0x80 ? 0 : short - 0x80;
  if (short === 0x80 || extra > MOST_LENGTH_BYTES) {
    throw notSpoken(protocol, `the beginning of ${what}`, Buffer.from([tag, short]));
  }
  const length = extra === 0 ? short : (await conversation.readBytes(extra, what)).readUIntBE(0, extra);
  return conversation.readBytes(length, what);
}
