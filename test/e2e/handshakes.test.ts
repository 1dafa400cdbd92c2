import { expect, it, onTestFinished, vi } from 'vitest';
import { App } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import { createChain } from '../support/certificate-factory.ts';
import { duplicateSeries, openMetricsFaults, parseSamples } from '../support/exposition.ts';
import { handshakeConfig, rootsFile } from '../support/handshaking.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { tlsServer } from '../support/tls-servers.ts';

const patience = { timeout: 20_000, interval: 50 };

/** The exporter on a free port, dialling what `handshake` says. */
async function startApp(handshake: object) {
  let config: Config = appConfig(handshake);
  const app = new App({ config, loadConfig: () => config });
  onTestFinished(() => app.stop());
  await app.start();
  const get = async (path: string, accept = '*/*'): Promise<string> => {
    const response = await fetch(new URL(path, app.urls[0]), { headers: { accept } });
    return response.text();
  };
  const reload = async (next: object): Promise<void> => {
    config = appConfig(next);
    await app.reload();
  };
  /** The value of the one series of a metric about a target, with these labels. */
  const value = async (name: string, labels: Record<string, string> = {}): Promise<number | undefined> => {
    const samples = parseSamples(await get('metrics')).filter(
      (sample) =>
        sample.name === name &&
        Object.entries(labels).every(([label, text]) =>
          sample.labels.some(([each, is]) => each === label && is === text),
        ),
    );
    expect(samples.length).toBeLessThanOrEqual(1);
    return samples[0] === undefined ? undefined : Number(samples[0].value);
  };
  return { app, get, reload, value };
}

function appConfig(handshake: object): Config {
  const config = handshakeConfig(handshake);
  const log = { ...config.log, level: 'error' as const };
  return { ...config, web: { ...config.web, listen: ['127.0.0.1:0'] }, log };
}

it('dials, serves what it found in every form, and shows it on the page', async () => {
  const chain = createChain({ sans: ['IP:127.0.0.1'] });
  await using good = await tlsServer({ chain });
  await using bad = await tlsServer();
  const modules = { default: { ca_file: rootsFile(chain.root.pem) } };
  const targets = [good, bad].map(({ port }) => ({ target: `127.0.0.1:${port}` }));
  const { get, value } = await startApp({ modules, targets });
  const [one, other] = targets as [{ target: string }, { target: string }];
  await vi.waitFor(async () => {
    expect(await value('tls_handshake_success', one)).toBe(1);
    expect(await value('tls_handshake_failure', { ...other, phase: 'verify' })).toBe(1);
    const leaf = { ...one, source: 'handshake', role: 'leaf' };
    expect(await value('tls_cert_not_after_timestamp_seconds', leaf)).toBe(2_051_222_400);
  }, patience);
  const text = await get('metrics');
  expect(duplicateSeries(text)).toEqual([]);
  const openMetrics = await get('metrics', 'application/openmetrics-text; version=1.0.0');
  expect(openMetricsFaults(openMetrics)).toEqual([]);
  expect(openMetrics).toContain('# TYPE tls_handshake_attempts counter');
  const page = await get('/');
  expect(page).toContain('Handshakes: 1 fails, 1 succeeds');
  expect(page).toContain('verify: hostname_mismatch');
  if (!programMissing('promtool')) {
    const result = runProgram('promtool', ['check', 'metrics'], Buffer.from(text));
    expect(result).toEqual({ status: 0, stdout: '', stderr: '' });
  }
});

it('keeps the counters of a target over a reload, and drops those that are gone', async () => {
  await using one = await tlsServer();
  await using other = await tlsServer();
  const target = ({ port }: { port: number }) => ({ target: `127.0.0.1:${port}` });
  const modules = { default: { verify: false } };
  const { value, reload } = await startApp({ modules, targets: [target(one), target(other)] });
  const attempts = () => value('tls_handshake_attempts_total', target(one));
  await vi.waitFor(async () => expect(await attempts()).toBeGreaterThan(1), patience);
  const before = (await attempts()) ?? 0;
  await reload({ modules, targets: [target(one)] });
  expect(await attempts()).toBeGreaterThanOrEqual(before);
  await vi.waitFor(async () => {
    expect(await value('tls_handshake_attempts_total', target(other))).toBeUndefined();
    expect(await value('tls_cert_source_certificates', { source: 'handshake' })).toBe(2);
  }, patience);
});
