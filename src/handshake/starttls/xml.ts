import type { Conversation } from '../conversation.ts';
import { notSpoken } from './failures.ts';

const GREATER_THAN = '>'.charCodeAt(0);

/** The longest tag that is read. */
const LONGEST_TAG = 8192;

/** One tag of a stream of XML. */
export interface XmlTag {
  readonly kind: 'open' | 'close' | 'empty';
  /** Without its prefix. */
  readonly name: string;
  /** The values of the attributes that declare a namespace. */
  readonly namespaces: readonly string[];
  /** As it came, one character a byte. */
  readonly source: string;
}

/** An element, or the lone tag that closes what was open before. */
export interface XmlElement extends XmlTag {
  /** The elements directly in it. */
  readonly children: readonly XmlTag[];
}

const TAG =
  /^<(\/?)(?:[^\s:<>/"'=]+:)?([^\s:<>/"'=]+)((?:\s+[^\s<>/"'=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>$/;

const NAMESPACE = /\sxmlns(?::[^\s=]+)?\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Reads the next tag and no byte behind its end; text before it and the XML declaration are passed over. What XMPP
 * forbids (comments, document types, processing instructions: RFC 6120, section 11.1) is a `protocol_error`.
 */
export async function readTag(conversation: Conversation, what: string): Promise<XmlTag> {
  let source = await readPiece(conversation, what);
  if (/^<\?xml\s[^<]*\?>$/.test(source)) source = await readPiece(conversation, what);
  const [, slash, name, attributes = '', empty] = TAG.exec(source) ?? [];
  if (name === undefined || (slash === '/' && (attributes !== '' || empty === '/'))) {
    throw notSpoken('XMPP', what, source);
  }
  const kind = slash === '/' ? 'close' : empty === '/' ? 'empty' : 'open';
  const namespaces = [...attributes.matchAll(NAMESPACE)].map((match) => match[1] ?? match[2] ?? '');
  return { kind, name, namespaces, source };
}

/** Reads the next tag and, where it opens an element, all of that. */
export async function readElement(conversation: Conversation, what: string): Promise<XmlElement> {
  const outer = await readTag(conversation, what);
  const children: XmlTag[] = [];
  let depth = outer.kind === 'open' ? 1 : 0;
  while (depth > 0) {
    const tag = await readTag(conversation, what);
    if (depth === 1 && tag.kind !== 'close') children.push(tag);
    if (tag.kind === 'open') depth += 1;
    if (tag.kind === 'close') depth -= 1;
    if (depth === 0 && tag.name !== outer.name) throw notSpoken('XMPP', what, tag.source);
  }
  return { ...outer, children };
}

/** From the next `<` to the `>` that ends the tag, which is not one between quotes. */
async function readPiece(conversation: Conversation, what: string): Promise<string> {
  let piece = '';
  let quote = '';
  do {
    const read = (await conversation.readThrough(GREATER_THAN, what)).toString('latin1');
    const start = piece === '' ? read.indexOf('<') : 0;
    if (start === -1) throw notSpoken('XMPP', what, read);
    const added = read.slice(start);
    for (const character of added) {
      if (character === quote) quote = '';
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
    }
    piece += added;
    if (piece.length > LONGEST_TAG) throw notSpoken('XMPP', what, piece);
  } while (quote !== '');
  return piece;
}
