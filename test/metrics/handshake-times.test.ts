import { expect, it } from 'vitest';
import { durations, timeFamilies } from '../../src/metrics/handshake-times.ts';
import { NOW, refused, stateOf, targetNamed } from '../support/handshake-results.ts';

it('tells when a target was dialled and how often', () => {
  const state = stateOf(refused(), { attempts: 7, failures: 3, lastSuccess: NOW - 60 });
  expect(timeFamilies.map((family) => [family.name, family.type, family.value(state)])).toEqual([
    ['tls_handshake_attempts_total', 'counter', 7],
    ['tls_handshake_failures_total', 'counter', 3],
    ['tls_handshake_last_attempt_timestamp_seconds', 'gauge', NOW],
    ['tls_handshake_last_success_timestamp_seconds', 'gauge', NOW - 60],
    ['tls_handshake_interval_seconds', 'gauge', 60],
  ]);
});

it('leaves out when a target was dialled that was not', () => {
  const state = { target: targetNamed(), interval: 60, attempts: 0, failures: 0 };
  expect(timeFamilies.map((family) => family.value(state))).toEqual([0, 0, Number.NaN, Number.NaN, 60]);
});

it('writes durations in whole microseconds', () => {
  const state = stateOf(refused());
  expect(durations.value({ state, phase: 'dns', seconds: 0.0012344999 })).toBe(0.001234);
});
