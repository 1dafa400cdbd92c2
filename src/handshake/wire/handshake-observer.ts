import { isFatal, type TlsAlert } from './alerts.ts';
import { parseCertificateMessage, parseCertificateStatus } from './certificate-message.ts';
import { HANDSHAKE_TYPE } from './content-type.ts';
import { FlightReader, type SharedState } from './flight-reader.ts';
import { KeyLog } from './key-log.ts';
import { parseServerHello, type ServerHello } from './server-hello.ts';
import { parseEcdheGroup } from './server-key-exchange.ts';

/** A handshake of honest parties has less; what goes beyond is not looked at. */
const MOST_BYTES = 512 * 1024;
const MOST_SENT_BYTES = 64 * 1024;
const SERVER_HELLO_DONE = 14;
const TLS13 = 0x0304;

/** What was seen of a handshake on the wire. */
export interface WireReport {
  /** `not_tls`: the first bytes are no TLS. `malformed`: later ones are none. */
  readonly stopped: 'not_tls' | 'malformed' | undefined;
  /** What came instead of TLS, its first bytes. */
  readonly opening: Uint8Array;
  /** Bytes that came from the server. */
  readonly receivedBytes: number;
  readonly hello: ServerHello | undefined;
  /** The group of an ECDHE exchange of TLS 1.2 and before; only where the cipher suite has ECDHE. */
  readonly ecdheGroup: number | undefined;
  /** DER as served, leaf first, at most 16; undefined where no Certificate message came. */
  readonly served: readonly Uint8Array[] | undefined;
  /** How many certificates were served. */
  readonly servedCount: number;
  /** DER of the stapled OCSP response. */
  readonly staple: Uint8Array | undefined;
  /** Undefined where the handshake did not get far enough to tell; then it is not known about the staple either. */
  readonly clientCertificateRequested: boolean | undefined;
  /** The first fatal alert, or else the last one. */
  readonly alertReceived: TlsAlert | undefined;
  /** Looked for only where the handshake failed. */
  readonly alertSent: TlsAlert | undefined;
}

/**
 * Looks on while OpenSSL shakes hands, at the bytes that come and go, and remembers what Node's interface hides or
 * rearranges: the chain as it was served, whether a client certificate was asked for, the staple, the alerts.
 */
export class HandshakeObserver {
  readonly #shared: SharedState = { tls13: false, tls13Suite: undefined, keyLog: new KeyLog() };
  readonly #server = new FlightReader('SERVER', this.#shared, {
    message: (type, body) => this.#message(type, body),
    alert: (alert) => {
      this.#alertReceived = this.#moreTelling(this.#alertReceived, alert);
    },
  });
  #receivedBytes = 0;
  #sent: Buffer[] = [];
  #sentBytes = 0;
  #hello: ServerHello | undefined;
  #ecdheGroup: number | undefined;
  #served: readonly Uint8Array[] | undefined;
  #servedCount = 0;
  #staple: Uint8Array | undefined;
  #clientCertificateRequested: boolean | undefined;
  #alertReceived: TlsAlert | undefined;
  #ticketed = false;

  /** Bytes from the server, before OpenSSL gets them. */
  received(bytes: Buffer): void {
    this.#receivedBytes += bytes.length;
    if (this.#receivedBytes > MOST_BYTES) this.#server.close();
    else this.#server.push(bytes);
  }

  /** Bytes to the server. They are only kept: they are of interest where the handshake fails. */
  sent(bytes: Buffer): void {
    this.#sentBytes += bytes.length;
    if (this.#sentBytes <= MOST_SENT_BYTES) this.#sent.push(bytes);
  }

  /** A line of the `keylog` event. */
  keylog(line: Buffer): void {
    if (this.#shared.keyLog.add(line) === 'SERVER') this.#server.retry();
  }

  /** Whether the server asked for a client certificate, as far as it is known now. */
  get clientCertificateRequested(): boolean {
    return this.#clientCertificateRequested === true;
  }

  /** A session ticket came after the handshake: TLS 1.3's way, in which it follows the judgement of the client. */
  get ticketed(): boolean {
    return this.#ticketed;
  }

  /** The first bytes are no TLS: OpenSSL would wait for a whole record's header to say so. */
  get isNotTls(): boolean {
    return this.#server.stopped === 'not_tls';
  }

  /** What was agreed on, as far as it is known now. */
  get agreed(): Pick<WireReport, 'hello' | 'ecdheGroup'> {
    return { hello: this.#hello, ecdheGroup: this.#ecdheGroup };
  }

  /**
   * What was seen. With `alerts`, which are of interest where the handshake failed, what was protected behind the
   * server's certificate is opened too, and what was sent.
   */
  report({ alerts }: { readonly alerts: boolean }): WireReport {
    if (alerts) this.#server.resume();
    return {
      stopped: this.#server.stopped,
      opening: this.#server.opening,
      receivedBytes: this.#receivedBytes,
      hello: this.#hello,
      ecdheGroup: this.#ecdheGroup,
      served: this.#served,
      servedCount: this.#servedCount,
      staple: this.#staple,
      clientCertificateRequested: this.#clientCertificateRequested,
      alertReceived: this.#alertReceived,
      alertSent: alerts ? this.#readSent() : undefined,
    };
  }

  #message(type: number, body: Uint8Array): void {
    const { tls13 } = this.#shared;
    if (type === HANDSHAKE_TYPE.serverHello) this.#takeHello(parseServerHello(body));
    else if (type === HANDSHAKE_TYPE.certificate) this.#takeCertificates(body, tls13);
    else if (type === HANDSHAKE_TYPE.certificateStatus) this.#staple = parseCertificateStatus(body);
    else if (type === HANDSHAKE_TYPE.certificateRequest) this.#clientCertificateRequested = true;
    else if (type === HANDSHAKE_TYPE.serverKeyExchange) this.#ecdheGroup = parseEcdheGroup(body);
    else if (type === HANDSHAKE_TYPE.newSessionTicket) this.#ticketed = tls13;
    else if (type === SERVER_HELLO_DONE) this.#clientCertificateRequested ??= false;
  }

  #takeHello(hello: ServerHello | undefined): void {
    this.#hello = hello ?? this.#hello;
    if (hello?.version !== TLS13) return;
    this.#shared.tls13 = true;
    if (!hello.retry) this.#shared.tls13Suite = hello.cipherSuite;
  }

  #takeCertificates(body: Uint8Array, tls13: boolean): void {
    const { certificates, count, staple } = parseCertificateMessage(body, tls13);
    this.#served = certificates;
    this.#servedCount = count;
    if (!tls13) return;
    this.#staple = staple;
    // In TLS 1.3 the request stands in front of the certificate.
    this.#clientCertificateRequested ??= false;
    if (!this.#clientCertificateRequested) this.#server.suspend();
  }

  #readSent(): TlsAlert | undefined {
    let alertSent: TlsAlert | undefined;
    const reader = new FlightReader('CLIENT', this.#shared, {
      alert: (alert) => {
        alertSent = this.#moreTelling(alertSent, alert);
      },
    });
    for (const bytes of this.#sent) reader.push(bytes);
    return alertSent;
  }

  #moreTelling(before: TlsAlert | undefined, alert: TlsAlert): TlsAlert {
    const keep = before !== undefined && isFatal(before, this.#shared.tls13);
    return keep ? before : alert;
  }
}
