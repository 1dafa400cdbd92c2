import type { Phase } from '../model/handshake.ts';
import type { TargetState } from '../model/handshake-state.ts';
import type { ItemFamily } from './family.ts';
import { TARGET_LABELS } from './handshake-outcome.ts';

function aboutState(
  name: string,
  help: string,
  value: (state: TargetState) => number | undefined,
  type: 'gauge' | 'counter' = 'gauge',
): ItemFamily<TargetState> {
  return { name, help, type, labels: TARGET_LABELS, value: (state) => value(state) ?? Number.NaN };
}

/** When a target was dialled, and how often. */
export const timeFamilies: readonly ItemFamily<TargetState>[] = [
  aboutState(
    'tls_handshake_attempts_total',
    'How many attempts have ended.',
    ({ attempts }) => attempts,
    'counter',
  ),
  aboutState(
    'tls_handshake_failures_total',
    'How many attempts have failed.',
    ({ failures }) => failures,
    'counter',
  ),
  aboutState(
    'tls_handshake_last_attempt_timestamp_seconds',
    'When the last attempt that has ended began, in Unix seconds.',
    ({ result }) => result?.timestamp,
  ),
  aboutState(
    'tls_handshake_last_success_timestamp_seconds',
    'When the last attempt that succeeded began, in Unix seconds.',
    ({ lastSuccess }) => lastSuccess,
  ),
  aboutState('tls_handshake_interval_seconds', 'How often an attempt is due.', ({ interval }) => interval),
];

/** How long one phase of the last attempt took. */
export interface PhaseTime {
  readonly state: TargetState;
  readonly phase: Phase;
  readonly seconds: number;
}

export const durations: ItemFamily<PhaseTime> = {
  name: 'tls_handshake_duration_seconds',
  help: 'How long each phase of the last attempt took that was entered.',
  type: 'gauge',
  labels: [...TARGET_LABELS, 'phase'],
  // Microseconds: what is finer is noise that every scrape would carry.
  value: ({ seconds }) => Math.round(seconds * 1e6) / 1e6,
  ownLabels: ({ phase }) => ({ phase }),
};
