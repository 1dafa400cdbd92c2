import type { ChainFinding, HandshakeResult } from '../model/handshake.ts';
import type { ItemFamily } from './family.ts';
import { aboutResult, TARGET_LABELS } from './handshake-outcome.ts';

const servesStored: ItemFamily<HandshakeResult> = {
  name: 'tls_handshake_serves_stored_cert',
  help: '1 when the certificate served last is stored at the path, or in a file that the glob matches.',
  type: 'gauge',
  labels: [...TARGET_LABELS, 'path'],
  value: (result) => Number(result.servesStored ?? Number.NaN),
  ownLabels: ({ target }) => ({ path: target.stored }),
};

/** What can be said of the served chain. */
export const chainFamilies: readonly ItemFamily<HandshakeResult>[] = [
  aboutResult(
    'tls_handshake_chain_not_after_timestamp_seconds',
    'The earliest expiry in the trusted path, in Unix seconds; of several paths the one that lasts longest.',
    ({ chainNotAfter }) => chainNotAfter,
  ),
  aboutResult(
    'tls_handshake_chain_certificates',
    'How many certificates were served last.',
    ({ servedCount }) => servedCount,
  ),
  aboutResult(
    'tls_handshake_ocsp_stapled',
    '1 when an OCSP response was stapled to the last handshake.',
    ({ ocsp }) => ocsp?.stapled,
  ),
  aboutResult(
    'tls_handshake_ocsp_good',
    '1 when the stapled response is up to date and says good; only for one by the right signer.',
    ({ ocsp }) => ocsp?.good,
  ),
  aboutResult(
    'tls_handshake_ocsp_next_update_timestamp_seconds',
    'When the stapled response is to be renewed, in Unix seconds; only for one by the right signer.',
    ({ ocsp }) => ocsp?.nextUpdate,
  ),
  servesStored,
];

/** A finding about the chain of one result. */
export interface FoundInChain {
  readonly result: HandshakeResult;
  readonly finding: ChainFinding;
}

/** What is odd about the served chain. */
export const chainFindings: ItemFamily<FoundInChain> = {
  name: 'tls_handshake_chain_findings',
  help: '1 for each thing that is odd about the chain served last.',
  type: 'gauge',
  labels: [...TARGET_LABELS, 'finding'],
  value: () => 1,
  ownLabels: ({ finding }) => ({ finding }),
};
