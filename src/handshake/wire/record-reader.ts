import { ByteQueue } from './byte-queue.ts';
import { CONTENT_TYPE } from './content-type.ts';

const HEADER_LENGTH = 5;
/** RFC 5246, section 6.2.3: the longest body of a protected record. TLS 1.3 allows less. */
const LONGEST_BODY = 2 ** 14 + 2048;
const HIGHEST_TYPE = 24;

/** One TLS record as it came. */
export interface TlsRecord {
  readonly type: number;
  readonly header: Buffer;
  readonly body: Buffer;
}

/**
 * Cuts a stream of bytes into TLS records. Stops for good at the first thing that is none: `stopped` says why, and
 * what comes after is not kept.
 */
export class RecordReader {
  readonly #queue = new ByteQueue();
  #records = 0;
  #stopped: 'not_tls' | 'malformed' | undefined;
  #opening = Buffer.alloc(0);

  /** `not_tls` where the very first bytes are no TLS record, `malformed` where later ones are none. */
  get stopped(): 'not_tls' | 'malformed' | undefined {
    return this.#stopped;
  }

  /** What came instead of TLS, its first bytes. */
  get opening(): Uint8Array {
    return this.#opening;
  }

  push(bytes: Buffer): void {
    if (this.#stopped === 'not_tls') this.#keepOpening(bytes);
    if (this.#stopped === undefined) this.#queue.append(bytes);
  }

  /** The next whole record, or none yet. */
  next(): TlsRecord | undefined {
    if (this.#stopped !== undefined || this.#queue.length === 0) return undefined;
    const header = this.#queue.peek(HEADER_LENGTH);
    if (!isHeader(header)) return this.#stop();
    if (header.length < HEADER_LENGTH) return undefined;
    const length = header.readUInt16BE(3);
    if (this.#queue.length < HEADER_LENGTH + length) return undefined;
    const record = this.#queue.take(HEADER_LENGTH + length);
    this.#records += 1;
    return {
      type: record[0] ?? 0,
      header: record.subarray(0, HEADER_LENGTH),
      body: record.subarray(HEADER_LENGTH),
    };
  }

  #stop(): undefined {
    this.#stopped = this.#records === 0 ? 'not_tls' : 'malformed';
    if (this.#stopped === 'not_tls') this.#keepOpening(this.#queue.peek(this.#queue.length));
    this.#queue.clear();
  }

  #keepOpening(bytes: Uint8Array): void {
    if (this.#opening.length < 100) this.#opening = Buffer.concat([this.#opening, bytes.subarray(0, 100)]);
  }
}

/** Judges as much of a header as there is. */
function isHeader(header: Buffer): boolean {
  const [type = CONTENT_TYPE.handshake, major = 3] = header;
  if (type < CONTENT_TYPE.changeCipherSpec || type > HIGHEST_TYPE || major !== 3) return false;
  return header.length < HEADER_LENGTH || header.readUInt16BE(3) <= LONGEST_BODY;
}
