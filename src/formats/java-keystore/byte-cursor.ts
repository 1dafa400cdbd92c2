import { damaged } from '../keystore-fault.ts';

/** Reads what java.io.DataInputStream does, in its order. Every method throws KeystoreFault at the end of the bytes. */
export class ByteCursor {
  readonly #bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  skip(length: number): void {
    if (length > this.left) throw damaged('the keystore is cut off, or a length in it lies');
    this.at += length;
  }

  take(length: number): Buffer {
    this.skip(length);
    return this.#bytes.subarray(this.at - length, this.at);
  }

  octet(): number {
    return this.take(1).readUInt8();
  }

  short(): number {
    return this.take(2).readUInt16BE();
  }

  number(): number {
    return this.take(4).readUInt32BE();
  }

  /** A string in modified UTF-8 (java.io.DataInput), whose length has two octets. */
  text(): string {
    return modifiedUtf8(this.take(this.short()));
  }
}

/**
 * Java's own UTF-8: NUL in two octets, and what is beyond U+FFFF as two surrogates of three octets each. What is none
 * becomes U+FFFD.
 */
function modifiedUtf8(octets: Buffer): string {
  const units: number[] = [];
  for (let at = 0; at < octets.length; ) {
    const lead = octets[at++] as number;
    const more = lead < 0x80 ? 0 : lead >> 5 === 6 ? 1 : lead >> 4 === 14 ? 2 : -1;
    let unit = more <= 0 ? lead : more === 1 ? lead & 0x1f : lead & 0x0f;
    let isWhole = more >= 0;
    for (let index = 0; index < more; index++) {
      const next = octets[at] ?? 0;
      isWhole &&= (next & 0xc0) === 0x80;
      if (!isWhole) break;
      unit = (unit << 6) | (next & 0x3f);
      at++;
    }
    units.push(isWhole ? unit : 0xff_fd);
  }
  let text = '';
  for (let at = 0; at < units.length; at += 4096) text += String.fromCharCode(...units.slice(at, at + 4096));
  return text.toWellFormed();
}
