import { existsSync } from 'node:fs';

/** The Prometheus that container tests run. `.ci/stand-in-images` reads the name here. */
export const PROMETHEUS_IMAGE = 'prom/prometheus:v3.5.0';

/** A configuration that scrapes one exporter every second; `target` is `host:port` as Prometheus reaches it. */
export function scrapeConfig(target: string): string {
  return [
    'global: { scrape_interval: 1s, scrape_timeout: 1s }',
    'scrape_configs:',
    '  - job_name: tls-cert-exporter',
    `    static_configs: [{ targets: ["${target}"] }]`,
    '',
  ].join('\n');
}

/** One series of an instant vector. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Asks a Prometheus at `url` for an instant vector. */
export async function query(url: string, expression: string): Promise<Sample[]> {
  const response = await fetch(`${url}/api/v1/query?${String(new URLSearchParams({ query: expression }))}`);
  if (!response.ok) throw new Error(`${expression}: ${response.status} ${await response.text()}`);
  const { data } = (await response.json()) as {
    data: { result: { metric: Record<string, string>; value: [number, string] }[] };
  };
  return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
}

/** A certificate at a place, as Prometheus or openssl tell it. */
export interface Expiry {
  readonly path: string;
  /** SHA-256, lower-case hex. */
  readonly fingerprint: string;
  /** Unix seconds. */
  readonly notAfter: number;
}

/** The same certificates in an order that does not depend on who listed them. */
export function inOrder(expiries: readonly Expiry[]): Expiry[] {
  const key = ({ path, fingerprint }: Expiry): string => `${path} ${fingerprint}`;
  return expiries.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The expiry of every certificate that a Prometheus knows, beside the fingerprint that says which it is. */
export async function queryExpiries(url: string): Promise<Expiry[]> {
  const series = 'instance, source, path, role, subject, position';
  const samples = await query(
    url,
    `tls_cert_info * on (${series}) group_left () tls_cert_not_after_timestamp_seconds`,
  );
  return samples.map(({ labels, value }) => ({
    path: labels['path'] ?? '',
    fingerprint: labels['fingerprint_sha256'] ?? '',
    notAfter: value,
  }));
}

/**
 * For `describe.skipIf`: true where Prometheus is not installed, said aloud. In CI (`CI` is set) it is never true:
 * there the tests run, and fail with the reason.
 */
export function prometheusMissing(tests: string): boolean {
  const installed = (process.env['PATH'] ?? '')
    .split(':')
    .some((folder) => existsSync(`${folder}/prometheus`));
  if (installed || process.env['CI']) return false;
  process.stderr.write(`\nSKIPPED: ${tests}: prometheus and promtool are not installed.\n\n`);
  return true;
}
