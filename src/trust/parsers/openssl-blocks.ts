import { decodeBase64 } from '../../formats/base64.ts';

const BEGIN = '-----BEGIN ';
const END = '-----END ';
const DASHES = '-----';
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';
/** Of a body behind a header; longer lines, and more lines behind a shorter one, are errors. */
const LINE_LENGTH = 64;

const CERTIFICATE_LABELS = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);

/** A block as OpenSSL's PEM_read_bio(3) gives it, or where it gives up. */
export type OpensslBlock =
  | { readonly kind: 'certificate'; readonly at: number; readonly label: string; readonly der: Buffer }
  /** Anything else, which is stepped over without being decoded. */
  | { readonly kind: 'other' }
  | { readonly kind: 'fault'; readonly at: number; readonly why: string };

interface Line {
  readonly at: number;
  readonly text: string;
}

/**
 * The blocks of a file as PEM_read_bio(3) of OpenSSL 1.1.1 and 3 reads them: by lines, whose white space at the end
 * does not count; everything between blocks is text; a first line has to begin and end with five dashes, a last line
 * has to be nothing else but the one that belongs to the first. A `fault` is the last that comes.
 */
export function* opensslBlocks(bytes: Buffer): Generator<OpensslBlock> {
  const lines = linesOf(bytes);
  for (let line = lines.next(); line.done !== true; line = lines.next()) {
    const { at, text } = line.value;
    const first = text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text;
    if (!first.startsWith(BEGIN) || !first.endsWith(DASHES) || first.length <= BEGIN.length + DASHES.length) {
      continue;
    }
    const block = readBlock(at, first.slice(BEGIN.length, -DASHES.length), lines);
    yield block;
    if (block.kind === 'fault') return;
  }
}

function readBlock(at: number, label: string, lines: Generator<Line, void>): OpensslBlock {
  const fault = (why: string): OpensslBlock => ({ kind: 'fault', at, why });
  let body: string[] = [];
  let header: readonly string[] | undefined;
  let isShort = false;
  for (let line = lines.next(); line.done !== true; line = lines.next()) {
    const { text } = line.value;
    if (text.startsWith(END)) {
      if (text !== `${END}${label}${DASHES}`) return fault('has an END line that is not its own alone');
      if (!CERTIFICATE_LABELS.has(label)) return { kind: 'other' };
      if (header !== undefined && header.length > 0) return fault('has a header');
      return decode(at, label, body);
    }
    if (text === '') {
      if (header !== undefined) return fault('has an empty line in it');
      header = body;
      body = [];
      continue;
    }
    if (header !== undefined) {
      if (isShort || text.length > LINE_LENGTH) return fault('has lines of different lengths');
      isShort = text.length < LINE_LENGTH;
    }
    body.push(text);
  }
  return fault('has no END line');
}

function decode(at: number, label: string, body: readonly string[]): OpensslBlock {
  if (body[0]?.includes(':')) return { kind: 'fault', at, why: 'has a header' };
  const text = Buffer.from(body.join('\n'), 'latin1');
  const der = decodeBase64(text, 0, text.length);
  if (typeof der === 'string') return { kind: 'fault', at, why: 'holds damaged Base64' };
  return { kind: 'certificate', at, label, der };
}

function* linesOf(bytes: Buffer): Generator<Line, void> {
  for (let at = 0; at < bytes.length; ) {
    const lineFeed = bytes.indexOf(0x0a, at);
    const next = lineFeed === -1 ? bytes.length : lineFeed + 1;
    let end = next;
    while (end > at && (bytes[end - 1] as number) <= 0x20) end--;
    yield { at, text: bytes.toString('latin1', at, end) };
    at = next;
  }
}
