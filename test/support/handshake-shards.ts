import type { HandshakeState, TargetState } from '../../src/model/handshake-state.ts';

/** What is known of these targets, all in one shard. */
export function handshakesOf(...states: readonly TargetState[]): HandshakeState {
  const facts = states.flatMap(({ result }) => (result === undefined ? [] : [result]));
  return { shards: [{ index: 0, states, facts }] };
}
