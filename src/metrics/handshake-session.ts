import type { HandshakeResult } from '../model/handshake.ts';
import type { ItemFamily } from './family.ts';
import { aboutResult, TARGET_LABELS } from './handshake-outcome.ts';

const info: ItemFamily<HandshakeResult> = {
  name: 'tls_handshake_info',
  help: 'What was agreed on in the last handshake; always 1.',
  type: 'gauge',
  labels: [...TARGET_LABELS, 'version', 'cipher', 'group', 'alpn'],
  value: ({ session }) => (session === undefined ? Number.NaN : 1),
  ownLabels: ({ session }) => ({
    version: session?.version,
    cipher: session?.cipher,
    group: session?.group,
    alpn: session?.alpn,
  }),
};

const peerInfo: ItemFamily<HandshakeResult> = {
  name: 'tls_handshake_peer_info',
  help: 'The address that was connected to last; always 1. Absent behind a proxy.',
  type: 'gauge',
  labels: [...TARGET_LABELS, 'peer_address'],
  value: ({ peerAddress }) => (peerAddress === undefined ? Number.NaN : 1),
  ownLabels: ({ peerAddress }) => ({ peer_address: peerAddress }),
};

/** What was agreed on, and with whom. */
export const sessionFamilies: readonly ItemFamily<HandshakeResult>[] = [
  info,
  peerInfo,
  aboutResult(
    'tls_handshake_client_certificate_requested',
    '1 when the server asked for a client certificate.',
    ({ clientCertificateRequested }) => clientCertificateRequested,
  ),
];
