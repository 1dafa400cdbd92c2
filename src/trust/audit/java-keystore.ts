import type { ContentsBuilder } from './contents-builder.ts';

/** The first four bytes of JKS. JCEKS differs and holds secret keys. */
const MAGIC = 0xfe_ed_fe_ed;
const KEY_ENTRY = 1;
const CERTIFICATE_ENTRY = 2;
/** A SHA-1 over the password and all before it ends the file. */
const DIGEST_BYTES = 20;
/** The form of certificates since Java 1.2 names their type. */
const TYPED_VERSION = 2;

export function isJavaKeystore(bytes: Buffer): boolean {
  return bytes.length >= 12 && bytes.readUInt32BE(0) === MAGIC;
}

/**
 * Reads the trusted certificates of a Java keystore (JKS), which lie in it in the clear: the password only guards
 * against damage, and is not needed. Keys are stepped over.
 */
export function readJavaKeystore(bytes: Buffer, builder: ContentsBuilder): void {
  const cursor = new Cursor(bytes.subarray(0, Math.max(0, bytes.length - DIGEST_BYTES)));
  cursor.skip(4);
  const isTyped = cursor.number() >= TYPED_VERSION;
  const entries = cursor.number();
  for (let entry = 1; entry <= entries && !cursor.isPastEnd; entry++) {
    const at = cursor.at;
    const tag = cursor.number();
    cursor.skip(cursor.short());
    cursor.skip(8);
    if (tag === CERTIFICATE_ENTRY) {
      const der = certificate(cursor, isTyped);
      if (!cursor.isPastEnd) builder.addCertificate(der, `of entry ${entry}`);
    } else if (tag === KEY_ENTRY) {
      builder.addKey(`in entry ${entry}, at byte ${at}`);
      cursor.skip(cursor.number());
      const chain = cursor.number();
      for (let index = 0; index < chain && !cursor.isPastEnd; index++) certificate(cursor, isTyped);
    } else {
      addDamage(builder, `entry ${entry} at byte ${at} is of no kind that is known`);
      return;
    }
  }
  if (cursor.isPastEnd) addDamage(builder, 'the keystore is cut off');
}

function addDamage({ findings }: ContentsBuilder, what: string): void {
  const detail = `${what}: Java then loads no anchor of it at all`;
  findings.push({ check: 'damaged_block', level: 'critical', detail });
}

function certificate(cursor: Cursor, isTyped: boolean): Buffer {
  if (isTyped) cursor.skip(cursor.short());
  return cursor.take(cursor.number());
}

/** Reads big-endian numbers and octets in their order; beyond the end everything is zero and empty. */
class Cursor {
  readonly #bytes: Buffer;
  at = 0;
  isPastEnd = false;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  take(length: number): Buffer {
    if (this.isPastEnd || this.at + length > this.#bytes.length) {
      this.isPastEnd = true;
      return Buffer.alloc(0);
    }
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  skip(length: number): void {
    this.take(length);
  }

  number(): number {
    const octets = this.take(4);
    return octets.length < 4 ? 0 : octets.readUInt32BE();
  }

  short(): number {
    const octets = this.take(2);
    return octets.length < 2 ? 0 : octets.readUInt16BE();
  }
}
