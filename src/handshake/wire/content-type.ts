/** The types of TLS records (RFC 8446, section 5.1). */
export const CONTENT_TYPE = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
} as const;

/** The types of handshake messages that are looked at (RFC 8446, section 4; RFC 5246, section 7.4; RFC 6066). */
export const HANDSHAKE_TYPE = {
  serverHello: 2,
  newSessionTicket: 4,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  finished: 20,
  certificateStatus: 22,
  keyUpdate: 24,
} as const;
