import { App, checkConfig, lookInChild, namedFiles } from '../app.ts';
import type { Config } from '../config/config.ts';
import { LOG_FORMATS, LOG_LEVELS } from '../log/levels.ts';
import { countProblems } from '../model/problem.ts';
import { plural } from '../model/words.ts';
import { AUTO_RELOAD_FLAGS, autoReload } from './auto-reload.ts';
import type { Arguments, Command, Terminal } from './command.ts';
import { EXIT } from './command.ts';
import { releaseHangup } from './early-hangup.ts';
import {
  CERTIFICATE_FLAGS,
  DEFAULT_LISTEN,
  flagSettings,
  readConfig,
  WEB_CONFIG_FLAG,
} from './settings-flags.ts';
import { untilSignal } from './signals.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'Collect certificates on a schedule and serve their expiry to Prometheus and to people.',
  flags: [
    ...CERTIFICATE_FLAGS,
    { name: 'config.check', help: 'check the configuration and the files that it names, then exit' },
    ...AUTO_RELOAD_FLAGS,
    {
      name: 'web.listen-address',
      value: 'ADDRESS',
      repeatable: true,
      help: `address to serve on, HOST:PORT or :PORT (default ${DEFAULT_LISTEN})`,
    },
    {
      name: 'web.systemd-socket',
      help: 'serve on the sockets that a socket unit of systemd hands over, in place of addresses',
    },
    WEB_CONFIG_FLAG,
    {
      name: 'web.external-url',
      value: 'URL',
      help: 'address under which people reach the page, where a proxy stands in front; its path is the prefix of links',
    },
    {
      name: 'scan.interval',
      value: 'DURATION',
      help: 'time between two collections of a source (default 1m)',
    },
    {
      name: 'shard',
      value: 'INDEX/COUNT',
      help: 'the share of this one of COUNT replicas: Kubernetes objects and targets are split between them; auto/COUNT takes the ordinal of a StatefulSet from HOSTNAME',
    },
    { name: 'log.level', value: 'LEVEL', help: `${LOG_LEVELS.join(', ')} (default info)` },
    { name: 'log.format', value: 'FORMAT', help: `${LOG_FORMATS.join(' or ')} (default logfmt)` },
  ],
  examples: [
    '',
    '--preset=kubeadm --preset=letsencrypt',
    '--certificates-glob="/etc/nginx/**/*.crt" --scan.interval=5m',
    '--config.file=/etc/tls-cert-exporter/config.yml',
  ],
  async run(args: Arguments, terminal: Terminal): Promise<number> {
    const flags = flagSettings(args);
    const loadConfig = (): Promise<Config> => readConfig(args, flags, 'own');
    const changes = await autoReload(args);
    const config = await loadConfig();
    await checkConfig(config);
    if (args.given('config.check')) {
      await (await namedFiles()).checkNamedFiles(config);
      terminal.stdout.write(
        `the configuration is valid: ${sourcesInWords(config)}${targetsInWords(config)}\n`,
      );
      return EXIT.ok;
    }
    const app = new App({ config, loadConfig, lookAtTrust: (look, signal) => lookInChild(look, signal) });
    // Heeded before anybody can know that it runs: a signal without a handler would end the process where it stands.
    const reload = (): void => void app.reload().catch(() => undefined);
    const ended = untilSignal({ onHangup: reload });
    const isAskedAlready = releaseHangup();
    try {
      await app.start();
      // What is in force may have been read before that signal.
      if (isAskedAlready) reload();
      changes?.start(reload);
      if (terminal.stdout.isTTY) void greet(app, terminal);
      await ended;
      return EXIT.ok;
    } finally {
      changes?.stop();
      await app.stop();
    }
  },
};

function sourcesInWords({ sources }: Config): string {
  const names = sources.map(({ name }) => name).join(', ');
  return sources.length === 0
    ? 'no sources'
    : `${sources.length} source${sources.length === 1 ? '' : 's'} (${names})`;
}

function targetsInWords({ handshake }: Config): string {
  if (handshake === undefined) return '';
  const { targets, targetFiles, targetVariables } = handshake;
  const lists = targetFiles.length + targetVariables.length;
  const words = [
    ...(targets.length > 0 ? [plural(targets.length, 'target')] : []),
    ...(lists > 0 ? [plural(lists, 'list') + ' of targets'] : []),
  ];
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
}

/** Says to a person at a terminal where to look, once there is something to see. */
async function greet(app: App, terminal: Terminal): Promise<void> {
  const { sources } = await app.ready;
  const [url] = app.urls;
  if (url === undefined) return;
  const sum = (count: (state: (typeof sources)[number]) => number): number =>
    sources.reduce((total, state) => total + count(state), 0);
  const certificates = sum((state) => state.certificates.length);
  const problems = sum((state) => countProblems(state.problems));
  terminal.stdout.write(
    `\n${plural(certificates, 'certificate')}, ${plural(problems, 'problem')}.\n` +
      `  page     ${url}\n  metrics  ${new URL('metrics', url).href}\n  stop     Ctrl+C\n\n`,
  );
}
