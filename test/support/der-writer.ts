/** A small writer of DER (X.690, 10): each function gives back one whole element. */

/** An element from its identifier octet and the elements or octets inside of it. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = contents.length === 1 ? (contents[0] as Uint8Array) : Buffer.concat(contents);
  return Buffer.concat([header(tag, body.length), body]);
}

/** The identifier and length octets alone; the length may be a lie. */
export function header(tag: number, length: number): Buffer {
  if (length < 0x80) {
    return Buffer.of(tag, length);
  }
  const octets: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) {
    octets.unshift(left % 256);
  }
  return Buffer.of(tag, 0x80 | octets.length, ...octets);
}

/** The same element with an indefinite length (X.690, 8.1.3.6), which BER allows and DER does not. */
export function indefinite(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.of(tag, 0x80), ...contents, Buffer.of(0, 0)]);
}

export function sequence(...contents: readonly Uint8Array[]): Buffer {
  return element(0x30, ...contents);
}

/** Encoded in the order given: DER would have it sorted, and not everybody does. */
export function setOf(...contents: readonly Uint8Array[]): Buffer {
  return element(0x31, ...contents);
}

/** `[number]` around whole elements. */
export function explicit(number: number, ...contents: readonly Uint8Array[]): Buffer {
  return element(0xa0 | number, ...contents);
}

/** `[number]` in place of a primitive type's own tag. */
export function implicit(number: number, contents: Uint8Array): Buffer {
  return element(0x80 | number, contents);
}

/** An INTEGER, from its value or from the very octets of its contents. */
export function integer(value: bigint | number | Uint8Array): Buffer {
  return element(0x02, value instanceof Uint8Array ? value : twosComplement(BigInt(value)));
}

export function boolean(value: boolean): Buffer {
  return element(0x01, Buffer.of(value ? 0xff : 0));
}

export function octetString(contents: Uint8Array): Buffer {
  return element(0x04, contents);
}

export function bitString(contents: Uint8Array): Buffer {
  return element(0x03, Buffer.of(0), contents);
}

/** An OBJECT IDENTIFIER from its dotted form. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(
    0x06,
    Buffer.from([first * 40 + second, ...rest].flatMap((component) => base128(component))),
  );
}

function base128(component: number): number[] {
  const octets = [component % 128];
  for (let left = Math.floor(component / 128); left > 0; left = Math.floor(left / 128)) {
    octets.unshift((left % 128) | 0x80);
  }
  return octets;
}

/** The shortest two's complement. */
function twosComplement(value: bigint): Buffer {
  let octets = 1;
  while (BigInt.asIntN(octets * 8, value) !== value) {
    octets++;
  }
  return Buffer.from(
    BigInt.asUintN(octets * 8, value)
      .toString(16)
      .padStart(octets * 2, '0'),
    'hex',
  );
}
