import { expect, it } from 'vitest';
import { groupTargets, handshakesSection } from '../../../src/http/page/handshakes.ts';
import type { TargetState } from '../../../src/model/handshake-state.ts';
import { HANDSHAKE_WORDS } from '../../../src/model/handshake-words.ts';
import { NOW, refused, stateOf, succeeded, targetNamed } from '../../support/handshake-results.ts';
import { handshakesOf } from '../../support/handshake-shards.ts';

const rendered = (states: readonly TargetState[], all = false): string =>
  [...handshakesSection(handshakesOf(...states), all, NOW)].map(({ text }) => text).join('');

const failing = (name: string, lastSuccess?: number): TargetState =>
  stateOf(refused({ target: targetNamed(`${name}:443`) }), lastSuccess === undefined ? {} : { lastSuccess });
const fine = (name: string): TargetState => stateOf(succeeded({ target: targetNamed(`${name}:443`) }));

it('is not there where nothing is dialled', () => {
  expect(rendered([])).toBe('');
});

it('says what fails, why, what to do, and when it last succeeded', () => {
  const text = rendered([fine('good'), failing('down', NOW - 7200)]);
  expect(text).toContain('<h2 id="handshakes">Handshakes: 1 fails, 1 succeeds</h2>');
  expect(text).toContain('<code>down:443</code>');
  expect(text).toContain('<b>connect: connection_refused</b>');
  expect(text).toContain(HANDSHAKE_WORDS.connection_refused.meaning);
  expect(text).toContain(HANDSHAKE_WORDS.connection_refused.remedy);
  expect(text).toContain('connect ECONNREFUSED 192.0.2.1:443.');
  expect(text).toContain('title="2026-11-22T10:00:00Z">2 hours ago</time>');
  expect(text.indexOf('down:443')).toBeLessThan(text.indexOf('good:443'));
});

it('lists first what never succeeded, then what last succeeded longest ago', () => {
  const states = [failing('new', NOW - 60), failing('never'), failing('old', NOW - 3600)];
  const names = groupTargets(handshakesOf(...states)).failing.map(({ target }) => target.host);
  expect(names).toEqual(['never', 'old', 'new']);
  expect(rendered(states)).toContain('data-label="Last succeeded">never</td>');
});

it('folds what succeeds, with version, time and the expiry of the chain', () => {
  const text = rendered([fine('good')]);
  expect(text).toContain('<details class="succeeding"><summary>1 target with a good handshake</summary>');
  expect(text).toContain('TLSv1.3 X25519MLKEM768, 6 ms, chain expires in 53 days');
  expect(text).toContain('>less than a minute ago</time>');
});

it('names what serves another certificate than the stored one, with where that is', () => {
  const stored = '/etc/nginx/<tls>/*.crt';
  const target = { ...targetNamed('www:443'), stored };
  const states = [
    stateOf(succeeded({ target, servesStored: false })),
    stateOf(succeeded({ target: { ...targetNamed('api:443'), stored }, servesStored: true })),
  ];
  const text = rendered(states);
  expect(text).toContain('Handshakes: 1 not with the stored certificate, 1 succeeds</h2>');
  expect(text).toContain('<code>www:443</code></th><td><b>not the stored certificate</b>');
  expect(text).toContain('<code>/etc/nginx/&lt;tls&gt;/*.crt</code>');
  expect(text).toContain('To do: reload the server');
  expect(text.indexOf('www:443')).toBeLessThan(text.indexOf('<details'));
  expect(text.indexOf('api:443')).toBeGreaterThan(text.indexOf('<details'));
});

it('counts what was not dialled yet', () => {
  const waiting = { target: targetNamed(), interval: 60, attempts: 0, failures: 0 };
  expect(rendered([waiting, waiting])).toContain('Handshakes: 2 not dialled yet');
});

it('names module and address where they tell targets apart', () => {
  const target = targetNamed('db:5432', { module: 'postgres' });
  expect(rendered([stateOf(succeeded({ target, address: '2001:db8::1' }))])).toContain(
    '<code>db:5432</code> <span>2001:db8::1, module postgres</span>',
  );
});

it('lists a hundred, says how many more there are, and lists them on request', () => {
  const many = Array.from({ length: 103 }, (_, index) => failing(`host${index}`));
  expect(rendered(many).match(/<code>/g)).toHaveLength(100);
  expect(rendered(many)).toContain('3 more targets are not listed. <a href="?limit=all">');
  expect(rendered(many, true).match(/<code>/g)).toHaveLength(103);
});

it('escapes what others wrote', () => {
  const failure = { phase: 'tls', reason: 'not_tls', detail: 'It sent "<script>\u{202e}".' } as const;
  const target = targetNamed('<script>:1', { module: '<b>' });
  expect(rendered([stateOf(refused({ target, failure }))])).not.toMatch(/<script>|<b><|\u{202e}/u);
});
