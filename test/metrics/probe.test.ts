import { expect, it } from 'vitest';
import { HANDSHAKE_SOURCE, shownCertificates } from '../../src/app/handshaking/shown-certificates.ts';
import { PROBE_FAMILIES, renderProbe } from '../../src/metrics/probe.ts';
import { FAMILIES } from '../../src/metrics/registry.ts';
import type { HandshakeResult } from '../../src/model/handshake.ts';
import type { SourceState } from '../../src/model/inventory.ts';
import { readCertificate } from '../../src/x509/read-certificate.ts';
import { createChain } from '../support/certificate-factory.ts';
import { duplicateSeries, openMetricsFaults, parseSamples } from '../support/exposition.ts';

const target = { target: 'www.example.com:443', host: 'www.example.com', port: 443, module: 'default' };
const chain = createChain();

function result(more: Partial<HandshakeResult> = {}): HandshakeResult {
  return {
    target,
    timestamp: 1_795_305_600,
    durations: { dns: 0.001, connect: 0.002, tls: 0.0301234567 },
    success: true,
    completed: true,
    chainVerified: true,
    hostnameMatch: true,
    session: { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', group: 'x25519', alpn: '' },
    peerAddress: '192.0.2.1',
    chain: [chain.leaf, chain.intermediate].flatMap(({ der }, index) => {
      const { certificate } = readCertificate(der);
      return certificate === undefined ? [] : [{ index, certificate }];
    }),
    servedCount: 2,
    unreadable: [],
    chainFindings: ['superfluous'],
    ...more,
  };
}

function servedBy(results: readonly HandshakeResult[]): SourceState {
  return {
    source: HANDSHAKE_SOURCE.name,
    type: HANDSHAKE_SOURCE.type,
    interval: 0,
    lastCollection: undefined,
    revocationLists: [],
    ...shownCertificates(results),
  };
}

function rendered(results: readonly HandshakeResult[], format: 'text' | 'openmetrics' = 'text'): string {
  const outcome = { results, facts: results, served: servedBy(results), duration: 0.0423456789 };
  return renderProbe(outcome, format).toString();
}

const names = (text: string): string[] => [...new Set(parseSamples(text).map(({ name }) => name))];

it('tells what one attempt can tell, beside the two gauges of the convention', () => {
  const text = rendered([result()]);
  expect(text).toMatch(/^probe_success 1$/m);
  expect(text).toMatch(/^probe_duration_seconds 0\.042346$/m);
  expect(text).toMatch(/^tls_handshake_success\{target="www\.example\.com:443",module="default"\} 1$/m);
  expect(text).toMatch(/^tls_handshake_duration_seconds\{.*phase="tls"\} 0\.030123$/m);
  expect(text).toMatch(/^tls_handshake_chain_findings\{.*finding="superfluous"\} 1$/m);
  expect(text).toMatch(/^tls_cert_not_after_timestamp_seconds\{source="handshake",target=.*role="leaf"/m);
  expect(text).toMatch(/^tls_cert_info\{source="handshake",target=.*role="intermediate"/m);
});

it('has no counters, no past and no schedule', () => {
  const shown = names(rendered([result()]));
  expect(shown.filter((name) => name.endsWith('_total'))).toEqual([]);
  expect(shown.filter((name) => /last_success|interval/.test(name))).toEqual([]);
});

it('has no name that the documentation of the metrics does not have', () => {
  const known = new Set([...FAMILIES, ...PROBE_FAMILIES].map(({ name }) => name));
  expect(names(rendered([result()])).filter((name) => !known.has(name))).toEqual([]);
});

it('is 0 where one of several addresses fails, and tells them apart', () => {
  const failure = { phase: 'verify', reason: 'expired', detail: 'Expired.' } as const;
  const text = rendered([
    result({ address: '192.0.2.1' }),
    result({ address: '192.0.2.2', success: false, failure }),
  ]);
  expect(text).toMatch(/^probe_success 0$/m);
  expect(text).toMatch(
    /^tls_handshake_failure\{.*address="192\.0\.2\.2",phase="verify",reason="expired"\} 1$/m,
  );
  expect(duplicateSeries(text)).toEqual([]);
});

it('tells of a served certificate that cannot be read', () => {
  const text = rendered([result({ chain: [], unreadable: [{ index: 0, detail: 'Not DER.' }] })]);
  expect(text).toMatch(/^tls_cert_problem\{.*reason="malformed_certificate"\} 1$/m);
});

it('leaves out what is not known', () => {
  const nothing = result({ success: false, completed: false, chain: [], chainFindings: [], durations: {} });
  const { chainVerified: _, hostnameMatch: __, session: ___, servedCount: ____, ...bare } = nothing;
  expect(names(rendered([bare]))).toEqual([
    'probe_success',
    'probe_duration_seconds',
    'tls_handshake_last_attempt_timestamp_seconds',
    'tls_handshake_success',
    'tls_handshake_completed',
    'tls_handshake_peer_info',
  ]);
});

it('takes what seldom changes from the facts, and the times from the results', () => {
  const before = [result({ chainFindings: [] })];
  const served = servedBy(before);
  const now = [result({ chainFindings: ['superfluous'], timestamp: 1_795_309_200 })];
  for (const format of ['text', 'openmetrics'] as const) {
    const [one, two] = [before, now].map((results) =>
      renderProbe({ results, facts: before, served, duration: 1 }, format).toString(),
    );
    expect(two).toMatch(/^tls_handshake_last_attempt_timestamp_seconds\{.*\} 1795309200$/m);
    expect(two).toBe(one?.replace('1795305600', '1795309200'));
  }
});

it('is valid OpenMetrics as well', () => {
  expect(openMetricsFaults(rendered([result()], 'openmetrics'))).toEqual([]);
});
