import { expect, it } from 'vitest';
import { OutcomeLog } from '../../../src/app/handshaking/outcome-log.ts';
import { NOW, refused, succeeded, targetNamed } from '../../support/handshake-results.ts';
import { recordedLog } from '../../support/recorded-log.ts';

function logging() {
  const { log, lines } = recordedLog();
  const outcomes = new OutcomeLog(log);
  return { outcomes, messages: () => lines.map(({ msg, reason }) => [msg, reason]), lines };
}

it('says once that a target fails, and once that it succeeds again', () => {
  const { outcomes, messages, lines } = logging();
  for (const result of [succeeded(), refused(), refused(), succeeded(), succeeded()]) outcomes.update(result);
  expect(messages()).toEqual([
    ['Handshake failed', 'connection_refused'],
    ['Handshake succeeds again', undefined],
  ]);
  expect(lines[0]).toMatchObject({
    target: 'www.example.com:443',
    module: 'default',
    phase: 'connect',
    detail: refused().failure?.detail,
  });
});

it('says it when the reason is another one', () => {
  const { outcomes, messages } = logging();
  outcomes.update(refused());
  outcomes.update(refused({ failure: { phase: 'dns', reason: 'dns_not_found', detail: '' } }));
  expect(messages()).toEqual([
    ['Handshake failed', 'connection_refused'],
    ['Handshake failed', 'dns_not_found'],
  ]);
});

it('does not flood: twenty lines a minute', () => {
  const { outcomes, messages } = logging();
  const fail = (index: number, timestamp: number): void =>
    outcomes.update(refused({ target: targetNamed(`host${index}:443`), timestamp }));
  for (let index = 0; index < 1000; index++) fail(index, NOW);
  expect(messages()).toHaveLength(21);
  expect(messages().at(-1)).toEqual(['More handshakes have changed; see the page or the metrics', undefined]);
  fail(1000, NOW + 61);
  expect(messages()).toHaveLength(22);
});

it('forgets targets that are gone', () => {
  const { outcomes, messages } = logging();
  outcomes.update(refused({ address: '192.0.2.1' }));
  outcomes.keepOnly(new Set(['["www.example.com:443","default"]']));
  outcomes.update(refused({ address: '192.0.2.1' }));
  expect(messages()).toHaveLength(1);
  outcomes.keepOnly(new Set());
  outcomes.update(refused({ address: '192.0.2.1' }));
  expect(messages()).toHaveLength(2);
});
