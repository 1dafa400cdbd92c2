import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { HandshakeObserver } from '../wire/handshake-observer.ts';

/** How the far end went away. */
export type StreamEnd = 'fin' | 'reset';

type Done = (error?: Error | null) => void;

/**
 * Stands between a connection and TLS, passes everything on, and lets an observer look at it first. Emits `gone` when
 * the far end has gone away, `ticket` once the observer has seen one, and `not-tls` when what comes is no TLS.
 *
 * It is no `Duplex`, whose buffers and events are not needed for bytes that only pass, and has no more than Node's TLS
 * uses of a stream (lib/internal/js_stream_socket.js): `data` and `end`, `pause` and `resume`, `cork`, `write`, `uncork`,
 * `end` and `destroy`, and what `node:net` reads of the state.
 */
export class TappedStream extends EventEmitter {
  readonly readable = true;
  readonly writable = true;
  readonly allowHalfOpen = true;
  readonly readableObjectMode = false;
  readonly readableLength = 0;
  #stream: Duplex | undefined;
  #observer: HandshakeObserver | undefined;
  #end: StreamEnd | undefined;
  #isDeaf = false;
  #isHeld = false;
  #isCorked = false;
  /** What waits for `uncork`, or with `hold` for the end. */
  #waiting: Buffer[] = [];

  /** The stream is its own from now on: destroyed with it. */
  constructor(stream: Duplex, observer: HandshakeObserver) {
    super();
    this.#stream = stream;
    this.#observer = observer;
    stream.on('data', this.#onData);
    stream.on('end', this.#onEnd);
    stream.on('error', this.#onGone);
    stream.on('close', this.#onGone);
    // A stream that is gone already says no more.
    if (stream.closed) setImmediate(this.#onGone);
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
    this.#stream?.resume();
  }

  /**
   * Lets go of the stream, the observer and all who listen. Node frees its own half of a TLS connection in a full
   * collection of garbage and not before, and with it all that it leads to, which would be the whole attempt.
   */
  release(): void {
    this.#stream = undefined;
    this.#observer = undefined;
    this.removeAllListeners();
  }

  /**
   * Keeps what is written from now on until the end, and lets it leave together with that. In TLS 1.3 this side's last
   * words are its Finished and its closing words; as one packet they save up to a tenth of a handshake.
   */
  hold(): void {
    this.#isHeld = true;
  }

  pause(): this {
    this.#stream?.pause();
    return this;
  }

  resume(): this {
    this.#stream?.resume();
    return this;
  }

  cork(): void {
    this.#isCorked = true;
  }

  uncork(): void {
    this.#isCorked = false;
    this.#flush();
  }

  /** Whoever writes is told at once that it is done: that it does not leave shows in the stream. */
  write(chunk: Buffer, done: Done): boolean {
    this.#observer?.sent(chunk);
    this.#waiting.push(chunk);
    this.#flush();
    done();
    return true;
  }

  /**
   * Sends what waits, and closes. A plain connection is closed at once: that ends it as a shutdown does, and a shutdown
   * besides costs 4 % of an attempt. TLS with a proxy has closing words of its own.
   */
  end(done: Done): this {
    const stream = this.#stream;
    const bytes = this.#take();
    if (stream instanceof TLSSocket) {
      if (bytes !== undefined) stream.write(bytes);
      stream.end(done);
      return this;
    }
    const close: Done = (error) => {
      stream?.destroy();
      done(error);
    };
    if (bytes === undefined || stream === undefined) close();
    // Not while the stream still ends the write: it would make an error, with a stack, of its being gone already.
    else stream.write(bytes, (error) => process.nextTick(close, error));
    return this;
  }

  destroy(): this {
    this.#stream?.destroy();
    return this;
  }

  readonly #onData = (bytes: Buffer): void => {
    const observer = this.#observer;
    if (observer === undefined || this.#isDeaf) return;
    observer.received(bytes);
    if (observer.ticketed) this.emit('ticket');
    if (observer.isNotTls) this.emit('not-tls');
    this.emit('data', bytes);
  };

  readonly #onEnd = (): void => {
    this.#end ??= 'fin';
    this.emit('end');
    this.emit('gone');
  };

  readonly #onGone = (): void => {
    this.#end ??= 'reset';
    this.emit('gone');
  };

  #flush(): void {
    if (this.#isCorked || this.#isHeld) return;
    const bytes = this.#take();
    if (bytes !== undefined) this.#stream?.write(bytes);
  }

  /** What waits, as one piece. */
  #take(): Buffer | undefined {
    const waiting = this.#waiting;
    if (waiting.length === 0) return undefined;
    this.#waiting = [];
    return waiting.length === 1 ? waiting[0] : Buffer.concat(waiting);
  }
}
