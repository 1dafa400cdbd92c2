/** Identifier octets (X.690, 8.1.2) of the types that a certificate is made of. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The deepest nesting that a certificate's fields need is 8; nothing here recurses. */
const MAX_DEPTH = 16;

/**
 * A cursor over one DER encoding (X.690, 10): definite lengths in their shortest form, single-octet tags. It never
 * throws and never reads outside of its bytes. The first thing that is wrong becomes `fault`, and from then on every
 * call does nothing and answers false, so that a caller may read on and look at `fault` once at the end.
 */
export class DerReader {
  readonly bytes: Buffer;
  /** Whether lengths and integers may be longer than they need to be, as in BER. */
  readonly isLoose: boolean;
  /** What is wrong and where, in words; undefined while nothing is. */
  fault: string | undefined;
  /** True where the fault is beyond repair under the looser rules of BER as well: a length that lies. */
  faultIsFinal = false;
  /** The element read last: where it starts, where its contents start, and where it ends. */
  head = 0;
  start = 0;
  end = 0;
  tag = 0;
  #position: number;
  #limit: number;
  readonly #limits: number[] = [];

  constructor(bytes: Buffer, from = 0, to: number = bytes.length, isLoose = false) {
    this.bytes = bytes;
    this.isLoose = isLoose;
    this.#position = from;
    this.#limit = to;
  }

  /** A reader of a part of the same bytes. */
  within(from: number, to: number): DerReader {
    return new DerReader(this.bytes, from, to, this.isLoose);
  }

  /** Where the next element starts. */
  get position(): number {
    return this.#position;
  }

  /** Whether the element that was entered last holds more. */
  get more(): boolean {
    return this.#position < this.#limit && this.fault === undefined;
  }

  /** Whether the next element has this tag; reads nothing. */
  isAt(tag: number): boolean {
    return this.more && this.bytes[this.#position] === tag;
  }

  /** Reads the next element, whatever it is, and steps over its contents. */
  next(): boolean {
    if (!this.#readHeader()) {
      return false;
    }
    this.#position = this.end;
    return true;
  }

  /** Reads the next element, which must have this tag, and steps over its contents. */
  take(tag: number): boolean {
    if (!this.next()) {
      return false;
    }
    return this.tag === tag || this.#unexpected(tag);
  }

  /** Reads a BOOLEAN (X.690, 8.2) and says whether it is true; false with a fault where it is none. */
  takeBoolean(): boolean {
    if (!this.take(TAG.boolean)) {
      return false;
    }
    return this.end - this.start === 1 ? this.bytes[this.start] !== 0 : this.fail('is no boolean');
  }

  /** Reads an OBJECT IDENTIFIER: whole components in their shortest form (X.690, 8.19.2). */
  takeObjectIdentifier(): boolean {
    if (!this.take(TAG.objectIdentifier)) {
      return false;
    }
    let isBetween = true;
    for (let position = this.start; position < this.end; position++) {
      const octet = this.bytes[position] as number;
      if (isBetween && octet === 0x80) {
        return this.fail('is no object identifier');
      }
      isBetween = octet < 0x80;
    }
    return (isBetween && this.start < this.end) || this.fail('is no object identifier');
  }

  /** Reads a BIT STRING, whose first octet says how many bits of the last one are not used: 0 to 7 (X.690, 8.6.2). */
  takeBitString(): boolean {
    if (!this.take(TAG.bitString)) {
      return false;
    }
    const isValid = this.start < this.end && (this.bytes[this.start] as number) <= 7;
    return isValid || this.fail('is no bit string');
  }

  /** Reads the header of the next element, which must have this tag, and goes on inside of it. */
  enter(tag: number): boolean {
    if (!this.#readHeader()) {
      return false;
    }
    if (this.tag !== tag) {
      return this.#unexpected(tag);
    }
    if (this.#limits.length === MAX_DEPTH) {
      return this.fail('is nested too deeply');
    }
    this.#limits.push(this.#limit);
    this.#limit = this.end;
    this.#position = this.start;
    return true;
  }

  /** Leaves the element that was entered last, which must have been read to its end. */
  leave(): boolean {
    if (this.fault !== undefined) {
      return false;
    }
    if (this.#position !== this.#limit) {
      this.head = this.#position;
      return this.fail('is not expected there');
    }
    this.#limit = this.#limits.pop() ?? this.#limit;
    return true;
  }

  /** Records what is wrong with the element read last. The first fault is the one that stays. */
  fail(reason: string): false {
    this.fault ??= `the element at byte ${this.head} ${reason}`;
    return false;
  }

  /** Records a fault that no looser rule can mend. */
  failFinally(reason: string): false {
    this.faultIsFinal ||= this.fault === undefined;
    return this.fail(reason);
  }

  /** Says in which part the fault lies that came up after `before` was looked at. */
  locateFault(part: string, before: string | undefined): void {
    if (before === undefined && this.fault !== undefined) {
      this.fault = `${part}: ${this.fault}`;
    }
  }

  #unexpected(tag: number): false {
    return this.fail(`has the tag 0x${this.tag.toString(16)} where 0x${tag.toString(16)} is expected`);
  }

  #readHeader(): boolean {
    if (this.fault !== undefined) {
      return false;
    }
    const head = this.#position;
    const limit = this.#limit;
    this.head = head;
    if (head + 2 > limit) {
      return this.failFinally('is cut off');
    }
    const bytes = this.bytes;
    const tag = bytes[head] as number;
    if ((tag & 0x1f) === 0x1f) {
      return this.fail('has a tag of several octets');
    }
    // Of the types that all of ASN.1 has in common, sequences and sets are constructed and all others are not.
    const isSequenceOrSet = (tag & 0x1e) === 0x10;
    if ((tag & 0xc0) === 0 && isSequenceOrSet !== (tag & 0x20) > 0) {
      return this.fail(`has the tag 0x${tag.toString(16)}, which no type has in DER`);
    }
    let length = bytes[head + 1] as number;
    let start = head + 2;
    if (length >= 0x80) {
      const octets = length & 0x7f;
      if (octets === 0) {
        return this.fail('has an indefinite length');
      }
      if (octets > 4) {
        return this.fail('has a length of more than four octets');
      }
      if (start + octets > limit) {
        return this.failFinally('is cut off');
      }
      length = 0;
      for (const lengthEnd = start + octets; start < lengthEnd; start++) {
        length = length * 256 + (bytes[start] as number);
      }
      if (!this.isLoose && (length < 0x80 || length < 256 ** (octets - 1))) {
        return this.fail('has a length that is not in its shortest form');
      }
    }
    if (start + length > limit) {
      return this.failFinally(`says that it has ${length} bytes, and there are ${limit - start}`);
    }
    this.tag = tag;
    this.start = start;
    this.end = start + length;
    return true;
  }
}
