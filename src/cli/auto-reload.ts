import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { INTERVAL_EXPECTED, isInterval } from '../config/duration.ts';
import type { Arguments, Flag } from './command.ts';
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

/**
 * Looks at the configuration file by its content: what is renamed into place, or comes by the link of a Kubernetes
 * volume, is seen like what is written in place, and a file that was only touched is not.
 */
export class AutoReload {
  readonly #path: string;
  readonly #interval: number;
  #digest: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;

  /** Takes a first look, before the file is loaded: what changes from then on is seen. @param interval seconds */
  static async of(path: string, interval: number): Promise<AutoReload> {
    const made = new AutoReload(path, interval);
    await made.hasChanged();
    return made;
  }

  private constructor(path: string, interval: number) {
    this.#path = path;
    this.#interval = interval;
  }

  /** Whether the content is another one than at the last look. One that cannot be read now is none. */
  async hasChanged(): Promise<boolean> {
    const content = await readFile(this.#path).catch(() => undefined);
    if (content === undefined) return false;
    const digest = createHash('sha256').update(content).digest('hex');
    const before = this.#digest;
    this.#digest = digest;
    return digest !== before;
  }

  /** A content that was refused is not tried again: the next change is. */
  start(reload: () => void): void {
    this.#timer = setInterval(() => void this.#look(reload), this.#interval * 1000);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(reload: () => void): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      if (await this.hasChanged()) reload();
    } finally {
      this.#isLooking = false;
    }
  }
}

/** What the flags ask for; undefined where it is nothing. @throws UsageError */
export async function autoReload(args: Arguments): Promise<AutoReload | undefined> {
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
  return AutoReload.of(path, interval ?? INTERVAL);
}
