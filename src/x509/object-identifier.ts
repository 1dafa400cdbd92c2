/** A component of more octets than this cannot be held exactly by a number, and nobody has registered one. */
const MAX_COMPONENT_OCTETS = 7;

/**
 * The dotted form of an OBJECT IDENTIFIER's contents (X.690, 8.19).
 * @returns undefined where the contents are no object identifier.
 */
export function dottedObjectIdentifier(bytes: Buffer, start: number, end: number): string | undefined {
  if (start >= end || ((bytes[end - 1] as number) & 0x80) !== 0) {
    return undefined;
  }
  let dotted = '';
  let value = 0;
  let octets = 0;
  for (let position = start; position < end; position++) {
    const octet = bytes[position] as number;
    if (++octets > MAX_COMPONENT_OCTETS || (octets === 1 && octet === 0x80)) {
      return undefined;
    }
    value = value * 128 + (octet & 0x7f);
    if (octet < 0x80) {
      dotted += dotted === '' ? firstTwo(value) : `.${value}`;
      value = 0;
      octets = 0;
    }
  }
  return dotted;
}

/** The first two components share one number: 40 times the first, which is at most 2, plus the second. */
function firstTwo(value: number): string {
  const first = Math.min(Math.floor(value / 40), 2);
  return `${first}.${value - first * 40}`;
}

/**
 * The contents octets of a dotted object identifier as a string of one character per octet: a key that can be
 * compared with `bytes.toString('latin1', start, end)`.
 */
export function encodedObjectIdentifier(dotted: string): string {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  let encoded = '';
  for (const component of [first * 40 + second, ...rest]) {
    let octets = String.fromCharCode(component % 128);
    for (let left = Math.floor(component / 128); left > 0; left = Math.floor(left / 128)) {
      octets = String.fromCharCode((left % 128) | 0x80) + octets;
    }
    encoded += octets;
  }
  return encoded;
}

/** A table from object identifiers to names, keyed by the encoded form so that looking up needs no decoding. */
export function objectIdentifierTable<Value>(
  entries: Readonly<Record<string, Value>>,
): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries(entries).map(([dotted, value]) => [encodedObjectIdentifier(dotted), value] as const),
  );
}
