import { berElement } from '../../x509/ber.ts';
import { TAG } from '../../x509/der-reader.ts';
import { dottedObjectIdentifier } from '../../x509/object-identifier.ts';
import { damaged } from '../keystore-fault.ts';

/** One element of BER. */
export interface Part {
  readonly tag: number;
  readonly body: Buffer;
  /** The whole of it, with its header. */
  readonly whole: Buffer;
}

const CONSTRUCTED = 0x20;
/** Sequences that are read whole have five parts at most, and a bag has a handful of attributes. */
const MOST_PARTS = 64;
/** The deepest nesting of an octet string in segments. */
const MAX_SEGMENT_DEPTH = 4;

/** The elements that fill `body`, one after the other. @throws KeystoreFault */
export function* parts(body: Buffer, what: string): Generator<Part, void, void> {
  for (let position = 0; position < body.length; ) {
    const element = berElement(body, position, body.length);
    if (element === undefined) throw damaged(`${what} is cut off, or a length in it lies`);
    const { tag, start, end, next } = element;
    yield { tag, body: body.subarray(start, end), whole: body.subarray(position, next) };
    position = next;
  }
}

/** The elements that fill `body` where there are a few. @throws KeystoreFault */
export function fewParts(body: Buffer, what: string): Part[] {
  const found: Part[] = [];
  for (const part of parts(body, what)) {
    if (found.length === MOST_PARTS) throw damaged(`${what} has more parts than there can be`);
    found.push(part);
  }
  return found;
}

/** The element that `body` begins with, if there is one. @throws KeystoreFault */
export function first(body: Buffer, what: string): Part | undefined {
  return parts(body, what).next().value ?? undefined;
}

/** The element that `body` begins with, which has to have this tag. @throws KeystoreFault */
export function only(body: Buffer, tag: number, what: string): Part {
  return expected(first(body, what), tag, what);
}

/** The part, which has to be there and have this tag. @throws KeystoreFault */
export function expected(part: Part | undefined, tag: number, what: string): Part {
  if (part?.tag !== tag) throw damaged(`${what} is not what RFC 7292 asks for`);
  return part;
}

/** The dotted form of an object identifier. @throws KeystoreFault */
export function identifier(part: Part | undefined, what: string): string {
  const { body } = expected(part, TAG.objectIdentifier, what);
  const dotted = dottedObjectIdentifier(body, 0, body.length);
  if (dotted === undefined) throw damaged(`${what} has no readable object identifier`);
  return dotted;
}

/** A whole number that is not negative. @throws KeystoreFault */
export function wholeNumber(part: Part | undefined, what: string): number {
  const { body } = expected(part, TAG.integer, what);
  if (body.length === 0 || (body[0] as number) > 0x7f)
    throw damaged(`${what} has a negative or empty number`);
  // More octets than a number holds exactly make one that is larger than every limit, which is all that matters.
  return body.reduce((value, octet) => value * 256 + octet, 0);
}

/**
 * The octets of an octet string, which BER may cut into segments (X.690, 8.7.3), as NSS and Windows do.
 * @param tag the one that it has in one piece. @throws KeystoreFault
 */
export function octets(part: Part | undefined, tag: number, what: string): Buffer {
  return segments(part, tag, what, 0);
}

function segments(part: Part | undefined, tag: number, what: string, depth: number): Buffer {
  if (part?.tag === tag) return part.body;
  const { body } = expected(part, tag | CONSTRUCTED, what);
  if (depth === MAX_SEGMENT_DEPTH) throw damaged(`${what} is cut into segments of segments`);
  const found: Buffer[] = [];
  for (const segment of parts(body, what)) {
    found.push(segments(segment, TAG.octetString, what, depth + 1));
  }
  return Buffer.concat(found);
}
