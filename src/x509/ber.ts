/** The deepest nesting of indefinite lengths that is followed. */
const MAX_DEPTH = 64;

/** Where an element of BER (X.690, 8.1) lies, whose length may be definite, however long written, or indefinite. */
export interface BerElement {
  readonly tag: number;
  /** Where its contents start and end. */
  readonly start: number;
  readonly end: number;
  /** Where what comes after it starts; beyond `end` where its contents are closed by end-of-contents octets. */
  readonly next: number;
}

/**
 * The element at `at`, which has to end at `limit` at the latest. Takes time in proportion to the element's size.
 * @returns undefined where there is none: it is cut off, its length lies, it is nested too deeply, or its tag has
 * several octets, which nothing around certificates uses.
 */
export function berElement(bytes: Buffer, at: number, limit: number): BerElement | undefined {
  const header = readHeader(bytes, at, limit);
  if (header === undefined || header.end !== undefined) {
    return header as BerElement | undefined;
  }
  const next = endOfIndefinite(bytes, header.start, limit);
  return next === undefined ? undefined : { tag: header.tag, start: header.start, end: next - 2, next };
}

interface Header {
  readonly tag: number;
  readonly start: number;
  /** Undefined where the length is indefinite. */
  readonly end: number | undefined;
  readonly next: number | undefined;
}

function readHeader(bytes: Buffer, at: number, limit: number): Header | undefined {
  if (at + 2 > limit || ((bytes[at] as number) & 0x1f) === 0x1f) {
    return undefined;
  }
  const tag = bytes[at] as number;
  const first = bytes[at + 1] as number;
  let start = at + 2;
  let length = first;
  if (first === 0x80) {
    return (tag & 0x20) === 0 ? undefined : { tag, start, end: undefined, next: undefined };
  }
  if (first > 0x80) {
    const lengthEnd = start + (first & 0x7f);
    length = 0;
    for (; start < lengthEnd; start++) {
      if (start >= limit || length > limit) {
        return undefined;
      }
      length = length * 256 + (bytes[start] as number);
    }
  }
  const end = start + length;
  return end > limit ? undefined : { tag, start, end, next: end };
}

/** Steps over elements until the end-of-contents octets that close the element whose contents start at `start`. */
function endOfIndefinite(bytes: Buffer, start: number, limit: number): number | undefined {
  let position = start;
  for (let depth = 1; depth > 0; ) {
    if (position + 2 <= limit && bytes[position] === 0 && bytes[position + 1] === 0) {
      depth--;
      position += 2;
      continue;
    }
    const header = readHeader(bytes, position, limit);
    if (header === undefined) {
      return undefined;
    }
    if (header.next === undefined && ++depth > MAX_DEPTH) {
      return undefined;
    }
    position = header.next ?? header.start;
  }
  return position;
}
