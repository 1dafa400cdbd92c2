import type { Probed } from '../../src/app.ts';
import type { HandshakeResult } from '../../src/model/handshake.ts';

/** 2026-11-22T00:00:00Z. */
export const PROBED_AT = 1_795_305_600;

/** What came of a handshake that succeeded, unless told otherwise; nothing is known of the chain. */
export function probedResult(result: Partial<HandshakeResult> = {}, verdict?: Probed['verdict']): Probed {
  return {
    result: {
      target: { target: 'www.example.com:443', host: 'www.example.com', port: 443, module: 'default' },
      timestamp: PROBED_AT,
      durations: { dns: 0.000_123_456_7, connect: 0.0099, tls: 0.0996, verify: 0.25 },
      success: true,
      completed: true,
      chainVerified: true,
      hostnameMatch: true,
      session: { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', group: 'x25519', alpn: '' },
      peerAddress: '192.0.2.1',
      chain: [],
      unreadable: [],
      chainFindings: [],
      ...result,
    },
    ...(verdict === undefined ? {} : { verdict }),
  };
}
