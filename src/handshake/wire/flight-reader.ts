import { isFatal, parseAlert, type TlsAlert } from './alerts.ts';
import { CONTENT_TYPE, HANDSHAKE_TYPE } from './content-type.ts';
import type { KeyLog } from './key-log.ts';
import { MessageReader } from './message-reader.ts';
import { RecordReader, type TlsRecord } from './record-reader.ts';
import { TrafficKeys } from './traffic-keys.ts';

/** Records that wait for their keys may hold no more than this in all. */
const MOST_WAITING_BYTES = 256 * 1024;

/** What both directions of a connection know. */
export interface SharedState {
  /** TLS 1.3 was chosen, be it in a HelloRetryRequest. */
  tls13: boolean;
  /** The number of the cipher suite once TLS 1.3 has been agreed on. */
  tls13Suite: number | undefined;
  readonly keyLog: KeyLog;
}

export interface FlightHandlers {
  message?(type: number, body: Uint8Array): void;
  alert?(alert: TlsAlert): void;
}

/**
 * Reads one direction of a TLS connection from its bytes: handshake messages and alerts, in the clear up to TLS 1.2's
 * change to encryption, and in TLS 1.3 opened with the connection's own secrets. Never throws, whatever the bytes.
 */
export class FlightReader {
  readonly #side: 'CLIENT' | 'SERVER';
  readonly #shared: SharedState;
  readonly #handlers: FlightHandlers;
  readonly #records = new RecordReader();
  readonly #messages = new MessageReader();
  #waiting: TlsRecord[] = [];
  #waitingBytes = 0;
  #keys: TrafficKeys | undefined;
  #epoch: 'HANDSHAKE_TRAFFIC_SECRET' | 'TRAFFIC_SECRET_0' = 'HANDSHAKE_TRAFFIC_SECRET';
  #encrypted = false;
  #closed = false;
  #suspended = false;

  constructor(side: 'CLIENT' | 'SERVER', shared: SharedState, handlers: FlightHandlers) {
    this.#side = side;
    this.#shared = shared;
    this.#handlers = handlers;
  }

  /** The bytes are no TLS from the start (`not_tls`), or from some point on. */
  get stopped(): 'not_tls' | 'malformed' | undefined {
    return this.#records.stopped;
  }

  /** What came instead of TLS, its first bytes. */
  get opening(): Uint8Array {
    return this.#records.opening;
  }

  push(bytes: Buffer): void {
    if (this.#closed) return;
    this.#records.push(bytes);
    for (let record = this.#records.next(); record !== undefined; record = this.#records.next()) {
      this.#take(record);
      if (this.#closed) return;
    }
  }

  /** Protected records are only kept from now on, until somebody wants to know: opening them is the dear part. */
  suspend(): void {
    this.#suspended = true;
  }

  /** Opens what was kept. */
  resume(): void {
    this.#suspended = false;
    this.retry();
  }

  /** Opens what was waiting for a secret that is known by now. */
  retry(): void {
    if (this.#suspended) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const record of waiting) this.#open(record);
  }

  /** Reads no further and keeps nothing. */
  close(): void {
    this.#closed = true;
    this.#waiting = [];
  }

  #take(record: TlsRecord): void {
    if (record.type === CONTENT_TYPE.changeCipherSpec) this.#encrypted = !this.#shared.tls13;
    else if (record.type === CONTENT_TYPE.applicationData) this.#open(record);
    else if (!this.#encrypted && !this.#isStray(record)) this.#content(record.type, record.body);
  }

  /** After TLS 1.3 was agreed on, a handshake message in the clear is put in by somebody else. */
  #isStray(record: TlsRecord): boolean {
    return this.#shared.tls13Suite !== undefined && record.type === CONTENT_TYPE.handshake;
  }

  #open(record: TlsRecord): void {
    if (this.#shared.tls13Suite === undefined || this.#closed) return;
    if (this.#suspended) return this.#wait(record);
    this.#keys ??= this.#derive(this.#shared.tls13Suite);
    if (this.#keys === undefined || this.#waiting.length > 0) return this.#wait(record);
    const inner = this.#keys.open(record.header, record.body);
    if (inner === undefined) this.close();
    else this.#content(inner.type, inner.content);
  }

  #derive(suite: number): TrafficKeys | undefined {
    const secret = this.#shared.keyLog.secret(`${this.#side}_${this.#epoch}`);
    return secret === undefined ? undefined : TrafficKeys.derive(suite, secret);
  }

  #wait(record: TlsRecord): void {
    this.#waitingBytes += record.body.length;
    if (this.#waitingBytes > MOST_WAITING_BYTES) this.close();
    else this.#waiting.push(record);
  }

  #content(type: number, content: Buffer): void {
    if (type === CONTENT_TYPE.alert) {
      const alert = parseAlert(content);
      if (alert !== undefined) this.#handlers.alert?.(alert);
      if (alert !== undefined && isFatal(alert, this.#shared.tls13)) this.close();
    }
    if (type !== CONTENT_TYPE.handshake) return;
    this.#messages.push(content);
    for (let message = this.#messages.next(); message !== undefined; message = this.#messages.next()) {
      this.#handlers.message?.(message.type, message.body);
      if (message.type === HANDSHAKE_TYPE.finished) this.#enterApplicationEpoch();
      // Its keys would have to be followed; nothing after it is of interest.
      if (message.type === HANDSHAKE_TYPE.keyUpdate) this.close();
    }
  }

  #enterApplicationEpoch(): void {
    this.#epoch = 'TRAFFIC_SECRET_0';
    this.#keys = undefined;
  }
}
