import { describe, expect, it } from 'vitest';
import { renderFresh } from '../../src/metrics/exposition.ts';
import type { Format } from '../../src/metrics/format.ts';
import { HANDSHAKE_SUBJECTS } from '../../src/metrics/handshake-subjects.ts';
import { SegmentRenderer } from '../../src/metrics/render.ts';
import type { HandshakeShard, TargetState } from '../../src/model/handshake-state.ts';
import { duplicateSeries, openMetricsFaults, parseSamples } from '../support/exposition.ts';
import { refused, stateOf, succeeded, targetNamed } from '../support/handshake-results.ts';
import { handshakesOf } from '../support/handshake-shards.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { plainText } from '../support/rendered.ts';
import { snapshotOf } from '../support/snapshot.ts';

const renderer = () => new SegmentRenderer<HandshakeShard>(HANDSHAKE_SUBJECTS, ({ index }) => String(index));

async function rendered(format: Format, ...states: readonly TargetState[]): Promise<string> {
  const segments = await renderer().renderFormats(handshakesOf(...states).shards);
  return plainText(segments[format]);
}

/** Values by name and the labels that are not the target's. */
async function valuesOf(state: TargetState): Promise<Record<string, number>> {
  const samples = parseSamples(await rendered('text', state));
  return Object.fromEntries(
    samples.map(({ name, labels, value }) => {
      const own = labels.filter(([label]) => !['target', 'module', 'address'].includes(label));
      const text = own.map(([label, each]) => `${label}=${each}`).join(',');
      return [`${name.replace('tls_handshake_', '')}${text === '' ? '' : `{${text}}`}`, Number(value)];
    }),
  );
}

describe('what is exported of a target', () => {
  it('everything where everything went well', async () => {
    const target = targetNamed('www.example.com:443', { stored: '/etc/tls/*.crt' });
    expect(await valuesOf(stateOf(succeeded({ target, servesStored: true })))).toEqual({
      success: 1,
      completed: 1,
      chain_verified: 1,
      hostname_match: 1,
      'info{version=TLSv1.3,cipher=TLS_AES_128_GCM_SHA256,group=X25519MLKEM768,alpn=h2}': 1,
      'peer_info{peer_address=192.0.2.1}': 1,
      client_certificate_requested: 0,
      chain_not_after_timestamp_seconds: 1_800_000_000,
      chain_certificates: 2,
      ocsp_stapled: 1,
      ocsp_good: 1,
      ocsp_next_update_timestamp_seconds: 1_795_352_400,
      'serves_stored_cert{path=/etc/tls/*.crt}': 1,
      'duration_seconds{phase=dns}': 0.001,
      'duration_seconds{phase=connect}': 0.002,
      'duration_seconds{phase=tls}': 0.003,
      'duration_seconds{phase=verify}': 0.0004,
      attempts_total: 1,
      failures_total: 0,
      last_attempt_timestamp_seconds: 1_795_348_800,
      last_success_timestamp_seconds: 1_795_348_800,
      interval_seconds: 60,
    });
  });

  it('one failure, and nothing that is not known, where nobody answered', async () => {
    expect(await valuesOf(stateOf(refused()))).toEqual({
      success: 0,
      completed: 0,
      'failure{phase=connect,reason=connection_refused}': 1,
      'duration_seconds{phase=dns}': 0.001,
      'duration_seconds{phase=connect}': 0.002,
      attempts_total: 1,
      failures_total: 1,
      last_attempt_timestamp_seconds: 1_795_348_800,
      interval_seconds: 60,
    });
  });

  it('counters from the start, before the first attempt has ended', async () => {
    expect(await valuesOf({ target: targetNamed(), interval: 60, attempts: 0, failures: 0 })).toEqual({
      attempts_total: 0,
      failures_total: 0,
      interval_seconds: 60,
    });
  });

  it('no staple is never good', async () => {
    const values = await valuesOf(stateOf(succeeded({ ocsp: { stapled: false } })));
    expect(Object.entries(values).filter(([name]) => name.startsWith('ocsp'))).toEqual([['ocsp_stapled', 0]]);
  });

  it('each finding about the chain', async () => {
    const values = await valuesOf(stateOf(succeeded({ chainFindings: ['superfluous', 'root_included'] })));
    expect(Object.entries(values).filter(([name]) => name.startsWith('chain_findings'))).toEqual([
      ['chain_findings{finding=superfluous}', 1],
      ['chain_findings{finding=root_included}', 1],
    ]);
  });
});

const STATES: readonly TargetState[] = [
  stateOf(
    succeeded({
      target: targetNamed('www.example.com:443', { stored: '/a\\b"c\n.crt' }),
      servesStored: false,
    }),
    { attempts: 1_000_000, failures: 17 },
  ),
  stateOf(refused({ target: targetNamed('[2001:db8::1]:8443', { module: 'a "quoted" module' }) }), {
    lastSuccess: 1_795_000_000.5,
  }),
  stateOf(succeeded({ target: targetNamed('all.example.com:443'), address: '192.0.2.1' })),
  stateOf(
    succeeded({
      target: targetNamed('all.example.com:443'),
      address: '2001:db8::2',
      success: false,
      chainVerified: false,
      failure: { phase: 'verify', reason: 'expired', detail: 'It expired.' },
      chainFindings: ['duplicate'],
    }),
  ),
  { target: targetNamed('new.example.com:443'), interval: 60, attempts: 0, failures: 0 },
];

it('prints the text format', async () => {
  const text = await rendered('text', ...STATES);
  expect(duplicateSeries(text)).toEqual([]);
  await expect(text).toMatchFileSnapshot('../golden/handshakes.prom');
});

it('prints OpenMetrics, which differs in the headers of counters alone', async () => {
  const text = await rendered('openmetrics', ...STATES);
  expect(openMetricsFaults(`${text}# EOF\n`)).toEqual([]);
  await expect(text).toMatchFileSnapshot('../golden/handshakes.openmetrics');
  const samples = (whole: string) => whole.split('\n').filter((line) => !line.startsWith('#'));
  expect(samples(text)).toEqual(samples(await rendered('text', ...STATES)));
});

it.skipIf(programMissing('promtool'))('prints what promtool has nothing against', async () => {
  const text = (await rendered('text', ...STATES)) + renderFresh(snapshotOf(), 'text');
  const result = runProgram('promtool', ['check', 'metrics'], Buffer.from(text));
  expect(result).toEqual({ status: 0, stdout: '', stderr: '' });
});

it('makes no text anew about facts that are the same', async () => {
  const made = renderer();
  const [shard] = handshakesOf(...STATES).shards as [HandshakeShard];
  const before = await made.renderFormats([shard]);
  const states = shard.states.map((state) => ({ ...state, attempts: state.attempts + 1 }));
  const after = await made.renderFormats([{ ...shard, states }]);
  const kept = before.text.blocks.filter((block) => after.text.blocks.includes(block));
  const headers = 20;
  expect(kept.length).toBeGreaterThan(headers);
  expect(kept.length).toBeLessThan(before.text.blocks.length);
});
