import type { HandshakeResult, Target } from '../../src/model/handshake.ts';
import type { TargetState } from '../../src/model/handshake-state.ts';
import { certificateWith } from './inventory.ts';

/** 2026-11-22T12:00:00Z in Unix seconds. */
export const NOW = Date.UTC(2026, 10, 22, 12) / 1000;

export function targetNamed(target = 'www.example.com:443', more: Partial<Target> = {}): Target {
  const [host = '', port] = target.split(':');
  return { target, host, port: Number(port), module: 'default', ...more };
}

/** A handshake that succeeded, with everything that there can be to say about it. */
export function succeeded(more: Partial<HandshakeResult> = {}): HandshakeResult {
  return {
    target: targetNamed(),
    timestamp: NOW,
    durations: { dns: 0.001, connect: 0.002, tls: 0.003, verify: 0.0004 },
    success: true,
    completed: true,
    chainVerified: true,
    hostnameMatch: true,
    session: { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', group: 'X25519MLKEM768', alpn: 'h2' },
    peerAddress: '192.0.2.1',
    chain: [
      { index: 0, certificate: certificateWith() },
      {
        index: 1,
        certificate: certificateWith({
          subject: 'CN=ca.example.com',
          role: 'intermediate',
          fingerprintSha256: 'cd'.repeat(32),
        }),
      },
    ],
    unreadable: [],
    servedCount: 2,
    chainNotAfter: 1_800_000_000,
    chainFindings: [],
    clientCertificateRequested: false,
    ocsp: { stapled: true, good: true, thisUpdate: NOW - 3600, nextUpdate: NOW + 3600 },
    ...more,
  };
}

/** A handshake that never came about. */
export function refused(more: Partial<HandshakeResult> = {}): HandshakeResult {
  return {
    target: targetNamed(),
    timestamp: NOW,
    durations: { dns: 0.001, connect: 0.002 },
    success: false,
    completed: false,
    failure: {
      phase: 'connect',
      reason: 'connection_refused',
      detail: 'No connection to www.example.com port 443 (192.0.2.1): connect ECONNREFUSED 192.0.2.1:443.',
    },
    chain: [],
    unreadable: [],
    chainFindings: [],
    ...more,
  };
}

/** What is known of a target whose last attempt had this result, as its only one. */
export function stateOf(result: HandshakeResult, more: Partial<TargetState> = {}): TargetState {
  return {
    target: result.target,
    ...(result.address === undefined ? {} : { address: result.address }),
    interval: 60,
    attempts: 1,
    failures: result.success ? 0 : 1,
    ...(result.success ? { lastSuccess: result.timestamp } : {}),
    result,
    ...more,
  };
}
