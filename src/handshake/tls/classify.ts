import type { HandshakeFailure, HandshakeReason } from '../../model/handshake.ts';
import { quote } from '../quote.ts';
import { alertName, alertNumber, isFatal } from '../wire/alerts.ts';
import type { WireReport } from '../wire/handshake-observer.ts';

/** What is known when a TLS handshake has failed. */
export interface Evidence {
  readonly wire: WireReport;
  /** What ended it: OpenSSL's own error, the far end (in good order, or torn down), or the deadline. */
  readonly end: 'error' | 'fin' | 'reset' | 'deadline';
  /** Node's code of OpenSSL's error, `ERR_SSL_…`, or its message. */
  readonly error?: string;
  readonly clientCertificateGiven: boolean;
  /** This side had finished already: what follows is the server's judgement of the client. */
  readonly finished: boolean;
}

const PROTOCOL_VERSION = 70;
const TLS13 = 0x0304;

/** Alerts by which servers say that they miss a client certificate (RFC 8446, section 6.2, and older habits). */
const REFUSALS = new Set(
  [
    'handshake_failure',
    'no_certificate',
    'bad_certificate',
    'unsupported_certificate',
    'certificate_unknown',
    'unknown_ca',
    'access_denied',
    'certificate_required',
  ].map(alertNumber),
);

/** Alerts that are about a certificate, so that from a server they can be about the client's alone. */
const DISAPPROVALS = new Set(
  [
    'bad_certificate',
    'unsupported_certificate',
    'certificate_revoked',
    'certificate_expired',
    'certificate_unknown',
    'unknown_ca',
    'access_denied',
  ].map(alertNumber),
);

/** What GnuTLS says in TLS 1.2 to the empty list of who has no certificate. */
const DECODE_ERROR = alertNumber('decode_error');

/** OpenSSL's own refusals of a version: it was chosen by the server, and not offered by the module. */
const VERSION_ERRORS =
  /^ERR_SSL_(?:UNSUPPORTED_PROTOCOL|WRONG_SSL_VERSION|VERSION_TOO_(?:LOW|HIGH)|BAD_PROTOCOL_VERSION_NUMBER)$/;

/**
 * Why a TLS handshake failed. What was seen on the wire decides where Node's error codes blur it; the order is from
 * what the server said plainly to what its going away lets one guess.
 */
export function classify(evidence: Evidence): HandshakeFailure {
  const { wire, end, error } = evidence;
  if (wire.stopped === 'not_tls') {
    return failure('not_tls', `The server does not speak TLS: it sent ${quote(wire.opening)}.`);
  }
  const alert = alertOf(evidence);
  if (alert !== undefined) return fromAlert(alert, evidence);
  if (end === 'deadline') return failure('tls_timeout', `${silence(wire)} before the deadline.`);
  if (end === 'error') return fromError(error ?? '', wire);
  if (isMissed(evidence) && hasAnswered(evidence)) {
    return failure(
      'client_certificate_required',
      'The server asked for a client certificate, got none, and closed the connection.',
    );
  }
  const [reason, what] =
    end === 'reset'
      ? (['connection_reset', 'The connection was torn down'] as const)
      : (['closed', 'The server closed the connection'] as const);
  // Nobody looks on after the handshake but where a client certificate was asked for.
  const afterwards = 'right after the handshake, as by servers that do not accept the client certificate';
  return failure(reason, evidence.finished ? `${what} ${afterwards}.` : `${what}. ${silence(wire)}.`);
}

/** The number of the alert that the server ended the handshake with: as seen, or as OpenSSL tells of one unseen. */
function alertOf({ wire, error }: Evidence): number | undefined {
  const seen = wire.alertReceived;
  if (seen !== undefined && isFatal(seen, wire.hello?.version === TLS13)) return seen.description;
  const told = /^ERR_SSL_[A-Z0-9]+_ALERT_([A-Z_]+)$/.exec(error ?? '')?.[1];
  return told === undefined ? undefined : alertNumber(told.toLowerCase());
}

function fromAlert(alert: number, evidence: Evidence): HandshakeFailure {
  const name = alertName(alert);
  if (alert === PROTOCOL_VERSION) {
    return failure(
      'protocol_version',
      `The server accepts none of the TLS versions offered (alert ${name}).`,
    );
  }
  if (name === 'certificate_required' || isRefusal(alert, evidence)) {
    const detail = `The server demands a client certificate, and got none that it accepts (alert ${name}).`;
    return failure('client_certificate_required', detail);
  }
  const { wire, clientCertificateGiven } = evidence;
  if (clientCertificateGiven && wire.clientCertificateRequested === true && DISAPPROVALS.has(alert)) {
    const detail = `The server does not accept the client certificate of the module (alert ${name}).`;
    return failure('client_certificate_required', detail);
  }
  return failure('tls_alert', `The server broke the handshake off with the alert ${name}.`);
}

function fromError(error: string, wire: WireReport): HandshakeFailure {
  if (VERSION_ERRORS.test(error)) {
    const version = wire.hello === undefined ? 'a TLS version' : versionName(wire.hello.version);
    return failure('protocol_version', `The server chose ${version}, which the module does not allow.`);
  }
  if (error.startsWith('ERR_SSL_')) {
    const sent =
      wire.alertSent === undefined
        ? ''
        : `; answered with the alert ${alertName(wire.alertSent.description)}`;
    return failure('protocol_error', `What the server sent breaks the rules of TLS (${error}${sent}).`);
  }
  return failure('internal', `The handshake failed for a reason of its own (${error}).`);
}

function isRefusal(alert: number, evidence: Evidence): boolean {
  if (!isMissed(evidence)) return false;
  return REFUSALS.has(alert) || (alert === DECODE_ERROR && evidence.wire.hello?.version !== TLS13);
}

function isMissed({ wire, clientCertificateGiven }: Evidence): boolean {
  return wire.clientCertificateRequested === true && !clientCertificateGiven;
}

/** This side's answer to the request, an empty one, is under way: in TLS 1.2 the server waits for it to go on. */
function hasAnswered({ wire, finished }: Evidence): boolean {
  return finished || wire.hello?.version !== TLS13;
}

function silence({ receivedBytes, hello, served }: WireReport): string {
  if (receivedBytes === 0) return 'It sent nothing in answer to the ClientHello';
  if (hello === undefined) return `It sent ${receivedBytes} bytes, but no whole ServerHello`;
  if (hello.retry) return 'It asked for another ClientHello (HelloRetryRequest), and did not answer that';
  if (served === undefined) return 'It sent its ServerHello, but no whole certificate message';
  return 'It sent its certificate, but did not finish the handshake';
}

const VERSIONS: Readonly<Record<number, string>> = {
  0x0300: 'SSL 3.0',
  0x0301: 'TLS 1.0',
  0x0302: 'TLS 1.1',
  0x0303: 'TLS 1.2',
  0x0304: 'TLS 1.3',
};

function versionName(version: number): string {
  return VERSIONS[version] ?? `version 0x${version.toString(16)}`;
}

function failure(reason: HandshakeReason, detail: string): HandshakeFailure {
  return { phase: 'tls', reason, detail };
}
