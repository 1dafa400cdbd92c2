import { expect, it } from 'vitest';
import { classify, type Evidence } from '../../../src/handshake/tls/classify.ts';
import { alertNumber } from '../../../src/handshake/wire/alerts.ts';
import { HandshakeObserver, type WireReport } from '../../../src/handshake/wire/handshake-observer.ts';

const nothing = new HandshakeObserver().report({ alerts: true });
const hello = { retry: false, version: 0x0303, cipherSuite: 0, group: undefined };
const requested: Partial<WireReport> = { hello, served: [], clientCertificateRequested: true };

function reasonFor(wire: Partial<WireReport>, evidence: Partial<Evidence> = {}): string {
  const { phase, reason } = classify({
    wire: { ...nothing, ...wire },
    end: 'error',
    clientCertificateGiven: false,
    finished: false,
    ...evidence,
  });
  expect(phase).toBe('tls');
  return reason;
}

const alert = (name: string, level: 'fatal' | 'warning' = 'fatal'): Partial<WireReport> => ({
  alertReceived: { level, description: alertNumber(name) ?? -1 },
});

function classifyAlert(name: string): string {
  const wire = { ...nothing, ...requested, ...alert(name) };
  return classify({ wire, end: 'error', clientCertificateGiven: true, finished: true }).detail;
}

it('lets what is no TLS go before everything else', () => {
  const wire: Partial<WireReport> = { stopped: 'not_tls', opening: Buffer.from('220 mail') };
  expect(reasonFor(wire, { end: 'deadline' })).toBe('not_tls');
  expect(reasonFor(wire, { end: 'reset' })).toBe('not_tls');
});

it.each([
  ['protocol_version', 'protocol_version'],
  ['handshake_failure', 'tls_alert'],
  ['unrecognized_name', 'tls_alert'],
  ['bad_certificate', 'tls_alert'],
  ['certificate_required', 'client_certificate_required'],
])('calls the alert %s %s', (name, reason) => {
  expect(reasonFor(alert(name))).toBe(reason);
});

it.each([
  'handshake_failure',
  'no_certificate',
  'bad_certificate',
  'unsupported_certificate',
  'certificate_unknown',
  'unknown_ca',
  'access_denied',
  'certificate_required',
])('takes %s for the want of a client certificate that was asked for and not given', (name) => {
  expect(reasonFor({ ...requested, ...alert(name) })).toBe('client_certificate_required');
});

it('takes the empty answer that GnuTLS cannot read in TLS 1.2 for the same', () => {
  expect(reasonFor({ ...requested, ...alert('decode_error') })).toBe('client_certificate_required');
  const tls13 = { ...requested, hello: { ...hello, version: 0x0304 } };
  expect(reasonFor({ ...tls13, ...alert('decode_error') })).toBe('tls_alert');
});

it.each([
  'bad_certificate',
  'unsupported_certificate',
  'certificate_revoked',
  'certificate_expired',
  'certificate_unknown',
  'unknown_ca',
  'access_denied',
])('takes %s for a client certificate that is not accepted, where one was asked for and given', (name) => {
  const given = { clientCertificateGiven: true };
  expect(reasonFor({ ...requested, ...alert(name) }, given)).toBe('client_certificate_required');
  expect(classifyAlert(name)).toContain(
    `does not accept the client certificate of the module (alert ${name})`,
  );
  expect(reasonFor({ hello, ...alert(name) }, given)).toBe('tls_alert');
});

it('leaves what may have other reasons an alert', () => {
  const given = { clientCertificateGiven: true };
  expect(reasonFor({ ...requested, ...alert('handshake_failure') }, given)).toBe('tls_alert');
  expect(reasonFor({ ...requested, ...alert('decode_error') }, given)).toBe('tls_alert');
  expect(reasonFor({ ...requested, ...alert('internal_error') })).toBe('tls_alert');
});

it('does not take warnings for the end', () => {
  expect(reasonFor(alert('unrecognized_name', 'warning'), { end: 'deadline' })).toBe('tls_timeout');
  expect(reasonFor(alert('close_notify', 'warning'), { end: 'fin' })).toBe('closed');
});

it('knows an alert that only OpenSSL could read', () => {
  expect(reasonFor({}, { error: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE' })).toBe('tls_alert');
  expect(reasonFor({}, { error: 'ERR_SSL_TLS_ALERT_PROTOCOL_VERSION' })).toBe('protocol_version');
  expect(reasonFor({}, { error: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' })).toBe(
    'client_certificate_required',
  );
});

it.each([
  [{ end: 'deadline' }, 'tls_timeout'],
  [{ end: 'fin' }, 'closed'],
  [{ end: 'reset' }, 'connection_reset'],
  [{ error: 'ERR_SSL_UNSUPPORTED_PROTOCOL' }, 'protocol_version'],
  [{ error: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'protocol_error'],
  [{ error: 'ERR_SSL_UNEXPECTED_MESSAGE' }, 'protocol_error'],
  [{ error: 'EMFILE' }, 'internal'],
] as const)('tells from the end alone: %j', (evidence, reason) => {
  expect(reasonFor({ hello }, evidence)).toBe(reason);
});

it('takes a connection that is closed for want of a client certificate for that', () => {
  const evidence = { end: 'fin', finished: true } as const;
  expect(reasonFor(requested, evidence)).toBe('client_certificate_required');
  expect(reasonFor(requested, { ...evidence, clientCertificateGiven: true })).toBe('closed');
  expect(reasonFor(requested, { ...evidence, finished: false })).toBe('client_certificate_required');
  const unanswered = { ...requested, hello: { ...hello, version: 0x0304 } };
  expect(reasonFor(unanswered, { ...evidence, finished: false })).toBe('closed');
});

it('says how far the server came', () => {
  const detail = (wire: Partial<WireReport>): string =>
    classify({ wire: { ...nothing, ...wire }, end: 'fin', clientCertificateGiven: false, finished: false })
      .detail;
  expect(detail({})).toContain('nothing');
  expect(detail({ receivedBytes: 3 })).toContain('3 bytes');
  expect(detail({ receivedBytes: 99, hello })).toContain('no whole certificate message');
  expect(detail({ receivedBytes: 999, hello, served: [] })).toContain('did not finish');
  expect(detail({ receivedBytes: 99, hello: { ...hello, retry: true } })).toContain('HelloRetryRequest');
});

it.each([
  ['fin', 'The server closed the connection'],
  ['reset', 'The connection was torn down'],
] as const)('does not deny a handshake that was finished, where the end comes by %s', (end, what) => {
  const wire = { ...nothing, ...requested, receivedBytes: 999 };
  const { detail } = classify({ wire, end, clientCertificateGiven: true, finished: true });
  expect(detail).toContain(`${what} right after the handshake`);
  expect(detail).not.toContain('did not finish');
});
