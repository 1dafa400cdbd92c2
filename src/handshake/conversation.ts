import type { Duplex } from 'node:stream';
import { ConversationError } from './conversation-error.ts';
import { quote } from './quote.ts';

const LF = 0x0a;
const CR = 0x0d;

/** True where bytes begin as a TLS record with an alert or a handshake message does (RFC 8446, section 5.1). */
const isTlsRecord = (bytes: Buffer): boolean => (bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 3;

export interface ConversationOptions {
  /** Ends the conversation with `starttls_timeout` when it aborts: the one deadline over all phases. */
  readonly signal: AbortSignal;
  /** The most bytes that the server may send before TLS; 65,536 unless told. */
  readonly maxBytes?: number;
  /** The most bytes of one line, with its end; 8,192 unless told. */
  readonly maxLineBytes?: number;
}

/**
 * The plain-text talk with a server before TLS: reads what is asked for, within a deadline and a bound, and then
 * hands the stream back as if nobody had touched it.
 *
 * Reads reject with a `ConversationError`; what the server sent before it went away is still read first. One read at
 * a time. The owner of the stream keeps an `error` listener of its own, and destroys the stream when the talk fails.
 */
export class Conversation {
  readonly #stream: Duplex;
  readonly #signal: AbortSignal;
  readonly #maxBytes: number;
  readonly #maxLineBytes: number;
  #buffer: Buffer = Buffer.alloc(0);
  #received = 0;
  /** What the last read was for, to say what was missing. */
  #expected = 'an answer';
  /** Makes the error, given during what it happened. */
  #failure: ((waiting: string) => ConversationError) | undefined;
  #released = false;
  /** Called when there is something new to look at: bytes, or a failure. */
  #wake: () => void = () => {};

  constructor(stream: Duplex, options: ConversationOptions) {
    this.#stream = stream;
    this.#signal = options.signal;
    this.#maxBytes = options.maxBytes ?? 65_536;
    this.#maxLineBytes = options.maxLineBytes ?? 8192;
    stream.pause();
    stream.on('data', this.#onData);
    stream.on('end', this.#onEnd);
    stream.on('close', this.#onEnd);
    stream.on('error', this.#onError);
    this.#signal.addEventListener('abort', this.#onAbort);
    if (this.#signal.aborted) this.#onAbort();
    else if (stream.errored) this.#onError(stream.errored);
    else if (stream.destroyed || stream.readableEnded) this.#onEnd();
  }

  /** This end's address, where the stream is a socket. */
  get localAddress(): string | undefined {
    return 'localAddress' in this.#stream ? (this.#stream.localAddress as string | undefined) : undefined;
  }

  /** One line without its end, which is CRLF or LF; one character a byte. `what` names it for messages. */
  async readLine(what = 'an answer'): Promise<string> {
    const line = await this.readThrough(LF, what);
    return line.toString('latin1', 0, line.length - (line.at(-2) === CR ? 2 : 1));
  }

  /** All bytes up to and with the next one that is `delimiter`, within the bound of a line. */
  async readThrough(delimiter: number, what: string): Promise<Buffer> {
    let searched = 0;
    return this.#read(what, () => {
      if (isTlsRecord(this.#buffer)) throw this.#speaksTls();
      const at = this.#buffer.indexOf(delimiter, searched);
      searched = this.#buffer.length;
      const length = at === -1 ? searched : at + 1;
      if (length > this.#maxLineBytes)
        throw this.#tooLong(`more than ${this.#maxLineBytes} bytes without end`);
      return at === -1 ? undefined : length;
    });
  }

  /** Exactly `count` bytes. */
  async readBytes(count: number, what = 'an answer'): Promise<Buffer> {
    return this.#read(what, () => {
      if (count > this.#maxBytes) throw this.#tooLong(`${count} bytes announced`);
      return this.#buffer.length >= count ? count : undefined;
    });
  }

  /** Sends `data`; text as UTF-8. What goes wrong is told by the next read. */
  write(data: string | Uint8Array): void {
    if (this.#failure === undefined) this.#stream.write(data);
  }

  /**
   * Sends one command line where a server speaks only when spoken to. Throws a `protocol_error` where the answer is
   * there before the question: somebody on the way may have put it in.
   */
  ask(command: string): void {
    this.#mustBeSilent(`before it was sent ${command.split(' ', 1)[0]}`);
    this.write(`${command}\r\n`);
  }

  /**
   * Ends the talk for TLS to begin. What came in plain text behind the server's go-ahead was sent by nobody who has
   * shown a key, and must not be taken for what TLS protects (CVE-2011-0411, CVE-2021-23222): throws a
   * `protocol_error`. The client speaks first in TLS, so that an honest server has sent nothing yet.
   */
  handOver(): void {
    this.#mustBeSilent('in plain text after its go-ahead for TLS');
    this.release();
    if (this.#failure !== undefined) throw this.#failure('before TLS could begin');
  }

  /** Lets go of the stream: paused, without a listener of ours, and what was read too far put back. */
  release(): void {
    if (this.#released) return;
    this.#released = true;
    this.#stream.off('data', this.#onData);
    this.#stream.off('end', this.#onEnd);
    this.#stream.off('close', this.#onEnd);
    this.#stream.off('error', this.#onError);
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#stream.pause();
    if (this.#buffer.length > 0 && !this.#stream.readableEnded) this.#stream.unshift(this.#buffer);
    this.#buffer = Buffer.alloc(0);
  }

  /** Waits until `complete` tells how many bytes of the buffer make what is read. It may throw. */
  async #read(what: string, complete: () => number | undefined): Promise<Buffer> {
    this.#expected = what;
    for (;;) {
      const length = complete();
      if (length !== undefined) {
        const bytes = this.#buffer.subarray(0, length);
        this.#buffer = this.#buffer.subarray(length);
        return bytes;
      }
      if (this.#failure !== undefined) throw this.#failure(this.#whileWaiting());
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#stream.resume();
      });
      this.#stream.pause();
    }
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#received += chunk.length;
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    if (this.#received > this.#maxBytes)
      this.#fail(() => this.#tooLong(`more than ${this.#maxBytes} bytes before TLS`));
    // Paused at once, and not when the reader wakes: what comes meanwhile stays in the stream.
    this.#stream.pause();
    this.#wake();
  };

  readonly #onEnd = (): void => {
    this.#fail((waiting) => new ConversationError('closed', `The server closed the connection ${waiting}.`));
  };

  readonly #onError = (cause: Error): void => {
    const code = (cause as NodeJS.ErrnoException).code;
    // EPIPE, for one, is a write to a connection that the server has closed already.
    const reason = code === 'ECONNRESET' ? 'connection_reset' : 'closed';
    const did = code === 'ECONNRESET' ? 'was reset' : `failed (${code ?? cause.message})`;
    this.#fail((waiting) => new ConversationError(reason, `The connection ${did} ${waiting}.`, { cause }));
  };

  readonly #onAbort = (): void => {
    const cause: unknown = this.#signal.reason;
    this.#fail(
      (waiting) => new ConversationError('starttls_timeout', `The deadline passed ${waiting}.`, { cause }),
    );
  };

  /** The first failure is the cause of what follows. */
  #fail(failure: (waiting: string) => ConversationError): void {
    this.#failure ??= failure;
    this.#wake();
  }

  #whileWaiting(): string {
    const got = this.#buffer.length > 0 ? `, of which ${quote(this.#buffer)} had come` : '';
    return `while waiting for ${this.#expected}${got}`;
  }

  #tooLong(how: string): ConversationError {
    const detail = `${how} for ${this.#expected}, beginning with ${quote(this.#buffer)}`;
    return new ConversationError('protocol_error', `The server sent too much: ${detail}.`);
  }

  #speaksTls(): ConversationError {
    const detail = `The server answered with a TLS record instead of ${this.#expected}: it expects TLS at once.`;
    return new ConversationError('protocol_error', detail);
  }

  #mustBeSilent(when: string): void {
    // What still waits in the stream itself counts as well: reading it calls the listener for data.
    this.#stream.read();
    if (this.#buffer.length === 0) return;
    throw new ConversationError('protocol_error', `The server spoke ${when}: ${quote(this.#buffer)}.`);
  }
}
