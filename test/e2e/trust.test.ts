import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { startExporter } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { duplicateSeries, parseSamples } from '../support/exposition.ts';
import { rootTree } from '../support/root-tree.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const ca = (subject: string): string => createCertificate({ subject, isAuthority: true }).pem;

it('the exporter as it is shipped sees a bundle break and mend', async () => {
  const bundle = '/etc/ssl/certs/ca-certificates.crt';
  const good = ca('One') + ca('Two');
  const root = rootTree({ [bundle]: good });
  const config = temporaryFile('config.yml', `{ root: ${root}, sources: [], trust: { interval: 1s } }`);
  const exporter = await startExporter([`--config.file=${config}`]);

  const scrape = async (): Promise<Map<string, number>> => {
    const text = await (await fetch(`${exporter.url}/metrics`)).text();
    expect(duplicateSeries(text)).toEqual([]);
    const samples = parseSamples(text).filter(({ name }) => name.startsWith('tls_trust_'));
    return new Map(
      samples.map(({ name, labels, value }) => [
        [name, ...labels.map(([, label]) => label)].join(' ').replace('tls_trust_', ''),
        Number(value),
      ]),
    );
  };
  const until = (check: (series: Map<string, number>) => void): Promise<void> =>
    vi.waitFor(async () => check(await scrape()), { timeout: 60_000, interval: 250 });

  await until((series) => {
    expect(series.get(`bundle_anchors ${bundle}`)).toBe(2);
    expect(series.get('runtime_anchors go any')).toBe(2);
    expect([...series.keys()].filter((key) => key.startsWith('bundle_findings'))).toEqual([]);
  });
  appendFileSync(join(root, bundle), good.slice(0, 100));
  await until((series) => expect(series.get(`bundle_findings ${bundle} damaged_block critical`)).toBe(1));
  rmSync(join(root, bundle));
  await until((series) => {
    expect(series.has(`bundle_anchors ${bundle}`)).toBe(false);
    expect(series.get('runtime_anchors go any')).toBe(0);
  });
  writeFileSync(join(root, bundle), good);
  await until((series) => {
    expect(series.get('runtime_anchors go any')).toBe(2);
    expect(series.has(`bundle_findings ${bundle} damaged_block critical`)).toBe(false);
  });
  expect(await exporter.end('SIGTERM')).toBe(0);
}, 240_000);
