import { ByteQueue } from './byte-queue.ts';

const HEADER_LENGTH = 4;
/** OpenSSL, by Node's settings, accepts certificate messages of up to 100 KiB. */
const LONGEST_MESSAGE = 128 * 1024;

export interface HandshakeMessage {
  readonly type: number;
  readonly body: Uint8Array;
}

/**
 * Puts handshake messages together out of the fragments in records, or takes several out of one (RFC 8446,
 * section 5.1). A message that claims to be longer than any that is accepted ends the reading.
 */
export class MessageReader {
  readonly #queue = new ByteQueue();
  #stopped = false;

  push(fragment: Buffer): void {
    if (!this.#stopped) this.#queue.append(fragment);
  }

  /** The next whole message, or none yet. */
  next(): HandshakeMessage | undefined {
    const queue = this.#queue;
    if (queue.length < HEADER_LENGTH) return undefined;
    const type = queue.byteAt(0);
    const length = queue.byteAt(1) * 65_536 + queue.byteAt(2) * 256 + queue.byteAt(3);
    if (length > LONGEST_MESSAGE) {
      this.#stopped = true;
      queue.clear();
      return undefined;
    }
    if (queue.length < HEADER_LENGTH + length) return undefined;
    queue.skip(HEADER_LENGTH);
    return { type, body: queue.take(length) };
  }
}
