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
    const queue = this.#queue;
    const type = queue.byteAt(0);
    if (!isHeader(queue)) return this.#stop();
    const length = bodyLength(queue);
    if (queue.length < HEADER_LENGTH + length) return undefined;
    this.#records += 1;
    return { type, header: queue.take(HEADER_LENGTH), body: queue.take(length) };
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
function isHeader(queue: ByteQueue): boolean {
  const type = queue.byteAt(0);
  if (type < CONTENT_TYPE.changeCipherSpec || type > HIGHEST_TYPE) return false;
  if (queue.length > 1 && queue.byteAt(1) !== 3) return false;
  return queue.length < HEADER_LENGTH || bodyLength(queue) <= LONGEST_BODY;
}

function bodyLength(queue: ByteQueue): number {
  return queue.byteAt(3) * 256 + queue.byteAt(4);
}
