import { expect, vi } from 'vitest';
import { stringify } from 'yaml';
import type { ALERTMANAGERS } from '../alertmanager.ts';
import { startListening } from '../listening-process.ts';
import { query, type Sample } from '../prometheus.ts';
import { temporaryFile } from '../temporary-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { startNotifying, type Way } from './alertmanager.ts';
import { impatientRules } from './impatient.ts';

/** Conditions are waited for as long as a slow machine may take. */
export const PATIENCE = { timeout: 90_000, interval: 200 };

/**
 * What reached people, in order of words: the titles of the robot's messages, each after the alerts whose runbooks it links
 * to while they fire, and the subjects of mails after the addressee.
 */
export interface Told {
  readonly messages: readonly string[];
  readonly mails: readonly string[];
  readonly refusals: readonly string[];
}

export interface Stack {
  /** Names of the alerts that fire now, each as often as it does, in order. */
  readonly firing: () => Promise<readonly string[]>;
  /** The labels of every alert that has ever fired. */
  readonly fired: () => Promise<readonly Sample['labels'][]>;
  /** What was told so far. */
  readonly told: () => Told;
  /** All that was told so far, once nothing more can come: no alert is about to fire, and no message is held back. */
  readonly settled: () => Promise<Told>;
  /** The texts of the robot's messages so far. */
  readonly texts: () => readonly string[];
}

const JOB = 'tls-cert-exporter';
/** Seconds that something which fails now and then may fail without being taken for what always fails. */
const FLAPS = 8;
/** Begins every title of what only shows that those before it have left. */
const LAST = 'Last of all';

/**
 * A real Prometheus with the shipped rules, a real Alertmanager with the shipped configuration, a mail server and a robot.
 * Only what says how long to wait is shorter, see `impatientRules` and `startNotifying`.
 *
 * @param exporters `host:port` of each.
 * @param flapping `host:port` of one of which each second counts.
 */
export async function startStack(
  which: keyof typeof ALERTMANAGERS,
  way: Way,
  exporters: readonly string[],
  flapping?: string,
): Promise<Stack> {
  const notifying = await startNotifying(which, way);
  const config = {
    // One scrape that takes too long would end all alerts about an exporter, so that each has its time.
    global: { scrape_interval: '3s', scrape_timeout: '3s', evaluation_interval: '1s' },
    scrape_configs: [
      { job_name: JOB, static_configs: [{ targets: exporters }] },
      {
        job_name: 'often',
        scrape_interval: '1s',
        scrape_timeout: '1s',
        static_configs: [{ targets: flapping === undefined ? [] : [flapping], labels: { job: JOB } }],
      },
    ],
    rule_files: [`${impatientRules(flapping === undefined ? 0 : FLAPS)}/*.rules.yml`],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [new URL(notifying.url).host] }] }] },
  };
  const { url } = await startListening('prometheus', [
    `--config.file=${temporaryFile('prometheus.yml', stringify(config))}`,
    `--storage.tsdb.path=${temporaryFolder()}`,
    '--web.listen-address=127.0.0.1:0',
  ]);
  const { robot, sink, post } = notifying;
  const alertsThat = async (state: string): Promise<readonly string[]> =>
    (await query(url, `ALERTS{alertstate="${state}"}`))
      .map(({ labels }) => labels['alertname'] ?? '')
      .toSorted();

  const told = (): Told => {
    const real = (text: string): boolean => !text.includes(LAST);
    return {
      messages: robot.messages
        .map(({ markdown }) => [...runbooksIn(markdown.text), markdown.title.trim()].join(': '))
        .filter(real)
        .toSorted(),
      mails: sink.mails
        .map(({ to, subject }) => `${to.join()} ${subject}`)
        .filter(real)
        .toSorted(),
      refusals: robot.refusals,
    };
  };

  let rounds = 0;
  const settled = async (): Promise<Told> => {
    await vi.waitFor(async () => expect(await alertsThat('pending')).toEqual([]), PATIENCE);
    // Groups leave in the order in which they began. This one begins last, and leaves as they do.
    rounds += 1;
    const summary = `${LAST} ${rounds}`;
    await post([{ labels: { alertname: `Last${rounds}`, severity: 'warning' }, annotations: { summary } }]);
    await vi.waitFor(() => {
      expect(robot.messages.some(({ markdown }) => markdown.title.includes(summary))).toBe(true);
      expect(sink.mails.some(({ subject }) => subject.includes(summary))).toBe(true);
    }, PATIENCE);
    return told();
  };
  return {
    firing: () => alertsThat('firing'),
    fired: async () =>
      (await query(url, 'last_over_time(ALERTS{alertstate="firing"}[1h])')).map(({ labels }) => labels),
    told,
    settled,
    texts: () => robot.messages.map(({ markdown }) => markdown.text),
  };
}

/** The names of the alerts whose runbooks a message links to, each once. */
const runbooksIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/docs\/runbooks\/(\w+)\.md/g)].map(([, name = '']) => name));
