import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALERTMANAGERS } from '../alertmanager.ts';
import { builtBundle } from '../bundle.ts';
import { dingtalkRobot, type Robot } from '../dingtalk-robot.ts';
import { startListening } from '../listening-process.ts';
import { temporaryFile } from '../temporary-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type MailSink, mailSink } from './mail-sink.ts';

const ALERTS = join(import.meta.dirname, '../../../alerts');
const SECRET = 'SECthis_is_a_secret';

/** How messages get to the robot. */
export type Way = 'relay' | 'payload';

export interface Notifying {
  readonly url: string;
  readonly robot: Robot;
  readonly sink: MailSink;
  /** Gives it alerts, as Prometheus would. */
  readonly post: (alerts: readonly object[]) => Promise<void>;
}

export interface NotifyingOptions {
  /** What stands in the shipped file, and what instead. */
  readonly changes?: Readonly<Record<string, string>>;
  /** Seconds that it waits for what belongs into one message. */
  readonly wait?: number;
}

/**
 * A real Alertmanager with the shipped configuration, a mail server with STARTTLS, and a robot with TLS: one that asks for
 * signatures, behind the shipped relay, or one that asks for a keyword. Of the configuration only the addresses, the
 * places of secrets and the waiting are changed, and the window of maintenance, which is never now.
 */
export async function startNotifying(
  which: keyof typeof ALERTMANAGERS,
  way: Way,
  { changes = {}, wait = 3 }: NotifyingOptions = {},
): Promise<Notifying> {
  const sink = await mailSink();
  const robot = await dingtalkRobot({
    secure: true,
    ...(way === 'relay' ? { secret: SECRET } : { keyword: 'tls-cert-exporter' }),
  });
  const { caFile = '' } = robot;
  const ways = {
    relay: async () => ({
      file: 'alertmanager.yml',
      place: { 'http://127.0.0.1:9202/': await startRelay(robot, caFile) },
    }),
    payload: async () => ({
      file: 'alertmanager-payload.yml',
      place: { '/etc/alertmanager/secrets/dingtalk-url': robot.files.urlFile },
    }),
  };
  const { file, place } = await ways[way]();
  const text = changed(readFileSync(join(ALERTS, file), 'utf8'), {
    'mail.example.com:587': sink.smarthost,
    '/etc/alertmanager/secrets/smtp-password': sink.passwordFile,
    '- notifications.tmpl': `- ${join(ALERTS, 'notifications.tmpl')}`,
    // As in the shipped file no multiple of the time between two evaluations, of a second here.
    'group_wait: 97s': `group_wait: ${wait}s500ms`,
    'group_interval: 5m': 'group_interval: 1s',
    'weekdays: [sunday]': "years: ['1970']",
    ...place,
    ...changes,
  });
  const roots = readFileSync(sink.caFile, 'utf8') + readFileSync(caFile, 'utf8');
  const { url } = await startListening(
    ALERTMANAGERS[which],
    [
      `--config.file=${temporaryFile('alertmanager.yml', text)}`,
      `--storage.path=${temporaryFolder()}`,
      '--web.listen-address=127.0.0.1:0',
      '--cluster.listen-address=',
    ],
    { env: { ...process.env, SSL_CERT_FILE: temporaryFile('roots.pem', roots) } },
  );
  return {
    url,
    robot,
    sink,
    post: async (alerts) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(alerts);
      const response = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers, body });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    },
  };
}

async function startRelay({ files }: Robot, caFile: string): Promise<string> {
  const flags = [
    '--web.listen-address=127.0.0.1:0',
    `--dingtalk.url-file=${files.urlFile}`,
    `--dingtalk.secret-file=${files.secretFile ?? ''}`,
  ];
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: caFile };
  const { url } = await startListening(process.execPath, [await builtBundle(), 'relay', ...flags], { env });
  return `${url}/`;
}

/** Every change has to find its place: one that does not would leave the test with what nobody meant. */
function changed(text: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`there is no ${JSON.stringify(from)} in the configuration`);
    return before.replaceAll(from, to);
  }, text);
}
