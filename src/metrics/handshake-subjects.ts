import { type HandshakeResult, PHASES } from '../model/handshake.ts';
import type { HandshakeShard, TargetState } from '../model/handshake-state.ts';
import type { ItemSubject, Labels } from './family.ts';
import { chainFamilies, chainFindings, type FoundInChain } from './handshake-chain.ts';
import { outcomeFamilies } from './handshake-outcome.ts';
import { sessionFamilies } from './handshake-session.ts';
import { durations, type PhaseTime, timeFamilies } from './handshake-times.ts';

const targetLabels = ({ target, address }: Pick<TargetState, 'target' | 'address'>): Labels => ({
  target: target.target,
  module: target.module,
  address,
});

/** What seldom changes from one attempt to the next. */
const facts: ItemSubject<HandshakeShard, HandshakeResult> = {
  families: [...outcomeFamilies, ...sessionFamilies, ...chainFamilies],
  contents: (shard) => shard.facts,
  items: (shard) => shard.facts,
  sharedLabels: targetLabels,
};

const findings: ItemSubject<HandshakeShard, FoundInChain> = {
  families: [chainFindings],
  contents: (shard) => shard.facts,
  *items(shard) {
    for (const result of shard.facts) for (const finding of result.chainFindings) yield { result, finding };
  },
  sharedLabels: ({ result }) => targetLabels(result),
};

/** What changes with each attempt. */
const times: ItemSubject<HandshakeShard, TargetState> = {
  families: timeFamilies,
  contents: (shard) => shard.states,
  items: (shard) => shard.states,
  sharedLabels: targetLabels,
};

const phases: ItemSubject<HandshakeShard, PhaseTime> = {
  families: [durations],
  contents: (shard) => shard.states,
  *items(shard) {
    for (const state of shard.states) {
      for (const phase of PHASES) {
        const seconds = state.result?.durations[phase];
        if (seconds !== undefined) yield { state, phase, seconds };
      }
    }
  },
  sharedLabels: ({ state }) => targetLabels(state),
};

type Subjects = readonly ItemSubject<HandshakeShard, unknown>[];

/** What seldom changes. A subject sees only the items that it made itself. */
export const HANDSHAKE_FACTS = [facts, findings] as Subjects;

/** What is different each time. */
export const HANDSHAKE_TIMES = [phases, times] as Subjects;

/** Everything about handshakes. */
export const HANDSHAKE_SUBJECTS: Subjects = [...HANDSHAKE_FACTS, ...HANDSHAKE_TIMES];
