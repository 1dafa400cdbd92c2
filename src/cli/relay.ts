import { relaying } from '../app.ts';
import { DURATION_EXPECTED } from '../config/duration.ts';
import { LOG_FORMATS, LOG_LEVELS } from '../log/levels.ts';
import type { Arguments, Command } from './command.ts';
import { EXIT } from './command.ts';
import { choiceFlag, durationFlag, WEB_CONFIG_FLAG } from './settings-flags.ts';
import { untilSignal } from './signals.ts';
import { UsageError } from './usage-error.ts';

const DEFAULT_RELAY_LISTEN = ':9202';

/** Seconds; shorter than Alertmanager waits for a webhook with the shortest `group_interval` that it takes. */
const DEFAULT_TIMEOUT = 5;
const MAX_TIMEOUT = 60;

/** As DingTalk takes them: digits, with the country's code where it is not China's. */
const MOBILE = /^(?:\+\d{1,4}-)?\d{5,15}$/;

export const relay: Command = {
  name: 'relay',
  summary:
    'Turn webhooks of Alertmanager into messages of a DingTalk robot, signed where it asks for that; for versions of Alertmanager before 0.32, and for signed robots with any.',
  flags: [
    {
      name: 'web.listen-address',
      value: 'ADDRESS',
      repeatable: true,
      help: `address to take webhooks on, HOST:PORT or :PORT (default ${DEFAULT_RELAY_LISTEN})`,
    },
    WEB_CONFIG_FLAG,
    {
      name: 'dingtalk.url-file',
      value: 'PATH',
      help: 'file with the address of the robot, access token included; required, read again for each message',
    },
    {
      name: 'dingtalk.secret-file',
      value: 'PATH',
      help: 'file with the secret by which messages are signed (SEC…); read again for each message',
    },
    {
      name: 'dingtalk.at-mobile',
      value: 'NUMBER',
      repeatable: true,
      help: 'telephone number of somebody in the group whom critical alerts call by name',
    },
    {
      name: 'dingtalk.timeout',
      value: 'DURATION',
      help: `how long the robot may take to answer (default ${DEFAULT_TIMEOUT}s)`,
    },
    { name: 'log.level', value: 'LEVEL', help: `${LOG_LEVELS.join(', ')} (default info)` },
    { name: 'log.format', value: 'FORMAT', help: `${LOG_FORMATS.join(' or ')} (default logfmt)` },
  ],
  examples: [
    'relay --web.listen-address=127.0.0.1:9202 --dingtalk.url-file=/etc/tls-cert-exporter/dingtalk-url',
  ],
  async run(args: Arguments): Promise<number> {
    const relayed = await relaying({
      listen: args.values('web.listen-address') ?? [DEFAULT_RELAY_LISTEN],
      webConfigFile: args.value(WEB_CONFIG_FLAG.name),
      robot: { urlFile: urlFile(args), secretFile: args.value('dingtalk.secret-file') },
      mobiles: mobiles(args),
      timeout: timeout(args),
      log: {
        level: choiceFlag(args, 'log.level', LOG_LEVELS) ?? 'info',
        format: choiceFlag(args, 'log.format', LOG_FORMATS) ?? 'logfmt',
      },
    });
    const ended = untilSignal({ onHangup: () => undefined });
    try {
      await relayed.start();
      await ended;
      return EXIT.ok;
    } finally {
      await relayed.stop();
    }
  },
};

function urlFile(args: Arguments): string {
  const path = args.value('dingtalk.url-file');
  if (path !== undefined) return path;
  throw new UsageError('--dingtalk.url-file: expected a file with the address of the robot');
}

function mobiles(args: Arguments): readonly string[] {
  const numbers = args.values('dingtalk.at-mobile') ?? [];
  for (const number of numbers) {
    if (MOBILE.test(number)) continue;
    throw new UsageError(
      `--dingtalk.at-mobile: expected a telephone number such as 13800000000 or +852-51234567, got ${JSON.stringify(number)}`,
    );
  }
  return numbers;
}

function timeout(args: Arguments): number {
  const seconds = durationFlag(args, 'dingtalk.timeout') ?? DEFAULT_TIMEOUT;
  if (seconds > 0 && seconds <= MAX_TIMEOUT) return seconds;
  throw new UsageError(
    `--dingtalk.timeout: expected ${DURATION_EXPECTED}, more than 0 and at most ${MAX_TIMEOUT}s`,
  );
}
