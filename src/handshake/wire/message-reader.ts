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
    const header = this.#queue.peek(HEADER_LENGTH);
    if (header.length < HEADER_LENGTH) return undefined;
    const length = header.readUIntBE(1, 3);
    if (length > LONGEST_MESSAGE) {
      this.#stopped = true;
      this.#queue.clear();
      return undefined;
    }
    if (this.#queue.length < HEADER_LENGTH + length) return undefined;
    const message = this.#queue.take(HEADER_LENGTH + length);
    return { type: message[0] ?? 0, body: message.subarray(HEADER_LENGTH) };
  }
}
