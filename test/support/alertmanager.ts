import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { startListening } from './listening-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const BUILT = join(
  process.env['TLS_CERT_EXPORTER_TOOLS'] ?? join(homedir(), '.cache/tls-cert-exporter-tools'),
  'bin',
);

/** The Alertmanagers that tests run: Debian's, and the one that `.ci/go-tools` builds. */
export const ALERTMANAGERS = {
  debian: '/usr/bin/prometheus-alertmanager',
  built: join(BUILT, 'alertmanager'),
} as const;

/** The amtool of each. */
export const AMTOOLS = { debian: '/usr/bin/amtool', built: join(BUILT, 'amtool') } as const;

/**
 * For `describe.skipIf`: true where this Alertmanager is not installed, said aloud. In CI (`CI` is set) it is never
 * true: there the tests run, and fail with the reason.
 */
export function alertmanagerMissing(which: keyof typeof ALERTMANAGERS): boolean {
  if (existsSync(ALERTMANAGERS[which]) || process.env['CI']) return false;
  process.stderr.write(`\nSKIPPED: tests that run ${ALERTMANAGERS[which]}, which is not installed.\n\n`);
  return true;
}

/** An alert as a message shows it. */
export interface NotifiedAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
}

/** One message, as a receiver gets it. */
export interface Notification {
  readonly receiver: string;
  readonly alerts: readonly NotifiedAlert[];
}

export interface RunningAlertmanager {
  readonly url: string;
  /** The messages that have left so far, in order. */
  readonly notifications: readonly Notification[];
  /** Gives it alerts, as Prometheus would. */
  readonly post: (alerts: readonly object[]) => Promise<void>;
  /** How many alerts it holds back because another one inhibits them. */
  readonly inhibited: () => Promise<number>;
}

interface AlertmanagerConfig {
  readonly route: Record<string, unknown>;
  readonly receivers: readonly { readonly name: string }[];
}

/**
 * Starts an Alertmanager with the shipped routing and inhibition. Every receiver with an integration is a webhook here
 * that remembers the messages, and it waits `wait` seconds for what belongs into one message, not 90.
 */
export async function startAlertmanager(
  which: keyof typeof ALERTMANAGERS,
  wait: number,
): Promise<RunningAlertmanager> {
  const notifications: Notification[] = [];
  const remember = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    notifications.push(JSON.parse(await text(request)) as Notification);
    response.end();
  };
  const sink = createServer((request, response) => void remember(request, response));
  await new Promise<void>((resolve) => {
    sink.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void sink.close());

  const shipped = parse(
    readFileSync(join(import.meta.dirname, '../../alerts/alertmanager.yml'), 'utf8'),
  ) as AlertmanagerConfig;
  const webhook = { url: `http://127.0.0.1:${(sink.address() as AddressInfo).port}/` };
  const folder = temporaryFolder();
  const file = join(folder, 'alertmanager.yml');
  const config = {
    ...shipped,
    global: {},
    // Addresses and texts are those of the sink, and no test depends on the hour.
    templates: [],
    time_intervals: [{ name: 'maintenance', time_intervals: [{ years: ['1970'] }] }],
    route: { ...shipped.route, group_wait: `${wait}s`, group_interval: '1s' },
    receivers: shipped.receivers.map((receiver) =>
      Object.keys(receiver).length === 1 ? receiver : { name: receiver.name, webhook_configs: [webhook] },
    ),
  };
  writeFileSync(file, stringify(config));
  const { url } = await startListening(ALERTMANAGERS[which], [
    `--config.file=${file}`,
    `--storage.path=${folder}`,
    '--web.listen-address=127.0.0.1:0',
    '--cluster.listen-address=',
  ]);
  return {
    url,
    notifications,
    post: async (alerts) => {
      const response = await fetch(`${url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(alerts),
      });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    },
    inhibited: async () => {
      const response = await fetch(`${url}/api/v2/alerts?active=false&silenced=false&inhibited=true`);
      return ((await response.json()) as unknown[]).length;
    },
  };
}
