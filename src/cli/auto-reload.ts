import { INTERVAL_EXPECTED, isInterval } from '../config/duration.ts';
import type { Arguments, Flag } from './command.ts';
import type { ConfigWatch } from './config-watch.ts';
import { durationFlag } from './settings-flags.ts';
import { UsageError } from './usage-error.ts';

/** By the names that the blackbox exporter gave them. */
export const AUTO_RELOAD_FLAGS: readonly Flag[] = [
  {
    name: 'config.enable-auto-reload',
    help: 'load the configuration file again whenever its content changes',
  },
  {
    name: 'config.auto-reload-interval',
    value: 'DURATION',
    help: 'with that, time between two looks at the file (default 30s)',
  },
];

/** Seconds between two looks. */
const INTERVAL = 30;

/** What the flags ask for; undefined where it is nothing. Only then the watch is loaded. @throws UsageError */
export async function autoReload(args: Arguments): Promise<ConfigWatch | undefined> {
  const interval = durationFlag(args, 'config.auto-reload-interval');
  if (interval !== undefined && !isInterval(interval)) {
    throw new UsageError(`--config.auto-reload-interval: ${INTERVAL_EXPECTED}`);
  }
  if (!args.given('config.enable-auto-reload')) {
    if (interval === undefined) return undefined;
    throw new UsageError('--config.auto-reload-interval: expected --config.enable-auto-reload beside it');
  }
  const path = args.value('config.file');
  if (path === undefined) {
    throw new UsageError('--config.enable-auto-reload: expected --config.file beside it');
  }
  const { ConfigWatch: Watch } = await import('./config-watch.ts');
  return Watch.of(path, interval ?? INTERVAL);
}
