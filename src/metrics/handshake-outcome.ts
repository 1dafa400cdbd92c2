import type { HandshakeResult } from '../model/handshake.ts';
import type { ItemFamily } from './family.ts';

/** The labels that every series about a target has. */
export const TARGET_LABELS = ['target', 'module', 'address'];

/** A gauge about the result of the last attempt; one that is not known is left out. */
export function aboutResult(
  name: string,
  help: string,
  value: (result: HandshakeResult) => number | boolean | undefined,
): ItemFamily<HandshakeResult> {
  const numeric = (result: HandshakeResult): number => Number(value(result) ?? Number.NaN);
  return { name, help, type: 'gauge', labels: TARGET_LABELS, value: numeric };
}

const failure: ItemFamily<HandshakeResult> = {
  name: 'tls_handshake_failure',
  help: '1 while the last attempt failed, with the earliest phase in which it did and the reason.',
  type: 'gauge',
  labels: [...TARGET_LABELS, 'phase', 'reason'],
  value: (result) => (result.failure === undefined ? Number.NaN : 1),
  ownLabels: (result) => ({ phase: result.failure?.phase, reason: result.failure?.reason }),
};

/** What came of the last attempt. */
export const outcomeFamilies: readonly ItemFamily<HandshakeResult>[] = [
  aboutResult(
    'tls_handshake_success',
    '1 when a strict client would have gone on after the last attempt.',
    ({ success }) => success,
  ),
  aboutResult(
    'tls_handshake_completed',
    '1 when the last handshake was completed and the client not refused.',
    ({ completed }) => completed,
  ),
  aboutResult(
    'tls_handshake_chain_verified',
    '1 when the chain served last leads to a trusted root by RFC 5280, dates included.',
    ({ chainVerified }) => chainVerified,
  ),
  aboutResult(
    'tls_handshake_hostname_match',
    '1 when the certificate served last is for the name that was asked for.',
    ({ hostnameMatch }) => hostnameMatch,
  ),
  failure,
];
