/** An alert as it was sent (RFC 8446, section 6). */
export interface TlsAlert {
  readonly level: 'warning' | 'fatal';
  /** Its number at IANA. */
  readonly description: number;
}

/** Names of alerts by their numbers: IANA, TLS Alerts. */
const ALERTS: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  21: 'decryption_failed',
  22: 'record_overflow',
  30: 'decompression_failure',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  52: 'too_many_cids_requested',
  60: 'export_restriction',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  100: 'no_renegotiation',
  109: 'missing_extension',
  110: 'unsupported_extension',
  111: 'certificate_unobtainable',
  112: 'unrecognized_name',
  113: 'bad_certificate_status_response',
  114: 'bad_certificate_hash_value',
  115: 'unknown_psk_identity',
  116: 'certificate_required',
  117: 'general_error',
  120: 'no_application_protocol',
  121: 'ech_required',
};

/** IANA's name of an alert, or `alert N`. */
export function alertName(description: number): string {
  return ALERTS[description] ?? `alert ${description}`;
}

/** The number of an alert by IANA's name. */
export function alertNumber(name: string): number | undefined {
  const entry = Object.entries(ALERTS).find(([, known]) => known === name);
  return entry === undefined ? undefined : Number(entry[0]);
}

const WARNING = 1;
const CLOSE_NOTIFY = 0;
const USER_CANCELED = 90;

/** Reads the body of an alert record; undefined where it is none, as when it is encrypted. */
export function parseAlert(body: Uint8Array): TlsAlert | undefined {
  const [level, description] = body;
  if (body.length !== 2 || level === undefined || description === undefined) return undefined;
  return { level: level === WARNING ? 'warning' : 'fatal', description };
}

/** Whether it ends the connection as a failure. In TLS 1.3 the level means nothing (RFC 8446, section 6). */
export function isFatal(alert: TlsAlert, tls13: boolean): boolean {
  if (alert.description === CLOSE_NOTIFY) return false;
  return tls13 ? alert.description !== USER_CANCELED : alert.level === 'fatal';
}
