import { Duplex } from 'node:stream';
import type { HandshakeObserver } from '../wire/handshake-observer.ts';

/** How the far end went away. */
export type StreamEnd = 'fin' | 'reset';

/**
 * Stands between a connection and TLS, passes everything on, and lets an observer look at it first. Costs about a
 * tenth of a handshake. Emits `gone` when the far end has gone away, `ticket` once the observer
 * has seen one, and `not-tls` when what comes is no TLS.
 */
export class TappedStream extends Duplex {
  readonly #stream: Duplex;
  readonly #observer: HandshakeObserver;
  #end: StreamEnd | undefined;
  #isDeaf = false;
  #isHeld = false;

  /** The stream is its own from now on: destroyed with it. */
  constructor(stream: Duplex, observer: HandshakeObserver) {
    super({ autoDestroy: false });
    this.#stream = stream;
    this.#observer = observer;
    stream.on('data', this.#onData);
    stream.on('end', this.#onEnd);
    stream.on('error', this.#onError);
    stream.on('close', this.#onClose);
    // A stream that is gone already says no more.
    if (stream.closed) setImmediate(this.#onClose);
    else stream.resume();
  }

  /** How the far end went away, if it did. */
  get farEnd(): StreamEnd | undefined {
    return this.#end;
  }

  /**
   * Reads what comes from now on and throws it away: after the handshake it costs OpenSSL some 25 µs to make
   * sessions of the tickets that nobody will use, and a server may send any amount.
   */
  ignoreRest(): void {
    this.#isDeaf = true;
    this.#stream.resume();
  }

  /**
   * Keeps what is written from now on until the end, and lets it leave together with that. In TLS 1.3 this side's last
   * words are its Finished and its closing words; as one packet they save up to a tenth of a handshake.
   */
  hold(): void {
    this.#isHeld = true;
    this.#stream.cork();
  }

  readonly #onData = (bytes: Buffer): void => {
    if (this.#isDeaf) return;
    this.#observer.received(bytes);
    if (this.#observer.ticketed) this.emit('ticket');
    if (this.#observer.isNotTls) this.emit('not-tls');
    if (!this.push(bytes)) this.#stream.pause();
  };

  readonly #onEnd = (): void => {
    this.#end ??= 'fin';
    this.push(null);
    this.emit('gone');
  };

  readonly #onError = (): void => {
    this.#end ??= 'reset';
    this.emit('gone');
  };

  readonly #onClose = (): void => {
    this.#end ??= 'reset';
    this.emit('gone');
  };

  override _read(): void {
    this.#stream.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#observer.sent(chunk);
    if (!this.#isHeld) {
      this.#stream.write(chunk, done);
      return;
    }
    this.#stream.write(chunk);
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'buffer' as BufferEncoding, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#stream.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#stream.destroy();
    done(error);
  }
}
