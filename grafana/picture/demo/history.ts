import { createHash } from 'node:crypto';
import { DASHBOARD, QUERIES } from '../../../test/support/grafana/classic-dashboard.ts';
import { SCRAPE_INTERVAL } from '../ask.ts';
import { EXPIRED_FOR } from './certificates.ts';

const HOUR = 3600;

/** An exporter with what it has answered. */
export interface Scraped {
  readonly instance: string;
  readonly text: string;
}

/** Metrics whose past is looked at: those of queries over time, and of the marks that are switched on. */
const OVER_TIME = new Set(
  [
    ...QUERIES.filter(({ target }) => target.range).map(({ expr }) => expr),
    ...DASHBOARD.annotations.list.filter(({ enable }) => enable).map(({ expr }) => expr),
  ].flatMap((expr) => expr.match(/\b[a-z]\w+(?=\{)/g) ?? []),
);

/** Since how many seconds something is as it is now, by a label's value in the series: the story of the day. */
const SINCE: Readonly<Record<string, number>> = {
  'target="ldap.internal:636"': EXPIRED_FOR,
  'target="metrics.internal:443"': 11.4 * HOUR,
  'target="legacy.internal:8443"': 40 * HOUR,
  'target="vault.internal:8200"': 1.6 * HOUR,
};

/** Since when the server has served what is no longer stored. */
const NOT_STORED_SINCE = 8.7 * HOUR;

/** A restart of a server that takes its time: it was refused between these, in seconds before now. */
const RESTART = { target: 'target="git.example.com:443"', from: 15.2 * HOUR, to: 14.6 * HOUR };

/**
 * A day of samples that ends now, in OpenMetrics, from what exporters say now: what fails has failed since its hour of
 * `SINCE`, durations waver, counters have grown. Only the lines of the picture come from it; all that is true now is
 * scraped.
 */
export function historyOf(scraped: readonly Scraped[], now: number): string {
  const lines: string[] = [];
  for (const { instance, text } of scraped) {
    const own = `up 1\nscrape_duration_seconds 0.018\n${text}`;
    for (const line of own.split('\n')) {
      const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (!OVER_TIME.has(name)) continue;
      const series = `${name}{${['job="tls-cert-exporter"', `instance="${instance}"`, labels].filter(Boolean).join(',')}}`;
      for (let ago = 24 * HOUR; ago >= SCRAPE_INTERVAL; ago -= SCRAPE_INTERVAL) {
        const then = valueThen(name, labels, Number(value), ago, wave(series, ago));
        if (then !== undefined) lines.push(`${series} ${then} ${now - ago}`);
      }
    }
  }
  return `${[...lines, ...restart(scraped, now)].join('\n')}\n# EOF\n`;
}

/**
 * Undefined where the series was not there.
 * @param part by which what wavers is more or less, from -1 to 1
 */
function valueThen(
  name: string,
  labels: string,
  value: number,
  ago: number,
  part: number,
): number | undefined {
  const since =
    Object.entries(SINCE).find(([label]) => labels.includes(label))?.[1] ?? Number.POSITIVE_INFINITY;
  const isRestart = labels.includes(RESTART.target) && ago <= RESTART.from && ago > RESTART.to;
  switch (name) {
    case 'tls_handshake_success':
      return isRestart ? 0 : ago > since ? 1 : value;
    case 'tls_handshake_serves_stored_cert':
      return isRestart ? undefined : ago > NOT_STORED_SINCE ? 1 : value;
    case 'tls_handshake_failure':
      return ago > since ? undefined : value;
    case 'tls_handshake_duration_seconds':
    case 'tls_cert_source_collect_duration_seconds':
    case 'scrape_duration_seconds':
    case 'nodejs_eventloop_lag_p99_seconds':
      return value * (1 + part / 3);
    case 'process_resident_memory_bytes':
      return Math.round(value * (1 + part / 50));
    case 'process_cpu_seconds_total':
      // A few thousandths of a core, each process at a pace of its own.
      return value + 1000 - (ago * (2 + (Math.round(value * 100) % 3))) / 900;
    case 'tls_handshake_attempts_total':
      return 2000 - Math.floor(ago / 60);
    case 'tls_handshake_failures_total':
      return Number.isFinite(since) ? 2000 - Math.floor(Math.min(ago, since) / 60) : isRestart ? 1 : 0;
    case 'tls_rotation_runs_total':
      return Math.max(0, value - runsSince(labels, ago));
    case 'tls_rotation_last_run_timestamp_seconds':
      return labels.includes('"nginx-chain"') ? Math.floor(value - ago) : value;
    default:
      return value;
  }
}

/** How many runs of a rotation have ended so in the last seconds: once an hour with nothing new, once with something. */
function runsSince(labels: string, ago: number): number {
  if (labels.includes('"unchanged"')) return Math.floor(ago / HOUR);
  if (labels.includes('"corporate-roots"') && labels.includes('"rotated"')) return ago > 2.6 * HOUR ? 1 : 0;
  if (labels.includes('"partner-roots"') && labels.includes('"refused"')) return ago > 8.2 * HOUR ? 1 : 0;
  return 0;
}

/** Between -1 and 1, another way for each series and the same at each run. */
function wave(series: string, ago: number): number {
  let seed = waves.get(series);
  if (seed === undefined) {
    seed = createHash('sha256').update(series).digest().readUInt16BE();
    waves.set(series, seed);
  }
  // Any mixing of bits is good enough for what is to look like chance.
  const mixed = Math.imul(Math.imul(seed ^ ago, 0x45d9f3b) ^ (ago >>> 3), 0x119de1f3) >>> 8;
  return 0.6 * Math.sin(seed + ago / (5000 + seed / 8)) + 0.4 * ((mixed % 2001) / 1000 - 1);
}
const waves = new Map<string, number>();

function restart(scraped: readonly Scraped[], now: number): string[] {
  const instance = scraped.find(({ text }) => text.includes(RESTART.target))?.instance;
  if (instance === undefined) return [];
  const labels = `job="tls-cert-exporter",instance="${instance}",${RESTART.target},module="default",phase="proxy",reason="proxy_refused"`;
  const lines: string[] = [];
  for (let ago = Math.round(RESTART.from / 60) * 60; ago > RESTART.to; ago -= SCRAPE_INTERVAL)
    lines.push(`tls_handshake_failure{${labels}} 1 ${now - ago}`);
  return lines;
}
