import { hash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pauseFor } from 'node:timers/promises';
import type { RotationRun, RotationSettings } from '../../src/model/rotation.ts';
import { RotationWatch, type WatchedRun } from '../../src/rotation/watch/rotation-watch.ts';
import { until } from './until.ts';

/** The settings of a rotation of one file by another, or by a folder. */
export function watchedSettings(
  origin: string,
  target: string,
  type: 'file' | 'folder' = 'file',
): RotationSettings {
  return {
    name: 'watched',
    kind: 'anchors',
    target: { type: 'file', path: target },
    origin: { type, path: origin },
    gate: { maxBytes: 1_000_000, minAnchors: 1, minShare: 0, pinned: [], maxExpired: 0, canaries: [] },
    hooks: { validate: [], reload: [], verify: [] },
    inPlace: false,
    backups: 1,
    maxAge: 8 * 86_400,
  };
}

type Run = (trigger: RotationRun['trigger']) => Promise<WatchedRun>;

/** The smallest run there is: the content of the origin is swapped in as it is, and told to `also`. */
export function copying({ origin, target }: RotationSettings, also: () => void = () => undefined): Run {
  return async () => {
    if (origin.type === 'url') throw new TypeError('a URL cannot be copied');
    try {
      const content = origin.type === 'file' ? readFileSync(origin.path, 'utf8') : folderContent(origin.path);
      writeFileSync(`${target.path}.swap`, content);
      renameSync(`${target.path}.swap`, target.path);
      also();
      return { result: 'rotated', targetSha256: hash('sha256', content) };
    } catch {
      return { result: 'failed', targetSha256: undefined };
    }
  };
}

function folderContent(folder: string): string {
  const names = readdirSync(folder).filter((name) => /\.(?:crt|pem)$/.test(name));
  return names
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
}

/** Milliseconds that the watch of a test takes for quiet. */
const QUIET = 20;
/** Seconds between polls; they come when the test says so, and only then. */
const POLL = 180;

export interface Watching extends AsyncDisposable {
  readonly watch: RotationWatch;
  /** Of each run so far. */
  readonly triggers: readonly RotationRun['trigger'][];
  /** Waits until it waits for an event or a poll, with nothing left to do. */
  readonly idle: () => Promise<void>;
  /** Lets the time of a poll come, and waits until it is idle again. */
  readonly poll: () => Promise<void>;
  /** Lets its clock go on by so many seconds. */
  readonly pass: (seconds: number) => void;
  /** How many quiet times it has waited. */
  readonly quietTimes: () => number;
}

/** Starts to watch, with polls by hand. */
export async function startWatch(
  settings: RotationSettings,
  run: Run,
  { awaitFirst = true } = {},
): Promise<Watching> {
  const triggers: RotationRun['trigger'][] = [];
  const stop = new AbortController();
  let now = 0;
  let quietTimes = 0;
  let waiting: (() => void) | undefined;
  const watch = new RotationWatch({
    settings,
    poll: POLL,
    quiet: QUIET,
    clock: () => now,
    run: async (trigger) => {
      triggers.push(trigger);
      return run(trigger);
    },
    pause: async (milliseconds, signal) => {
      if (milliseconds <= QUIET) {
        quietTimes += 1;
        return pauseFor(milliseconds, undefined, { signal }).catch(() => undefined);
      }
      const over = Promise.withResolvers<void>();
      if (signal.aborted) return undefined;
      waiting = over.resolve;
      signal.addEventListener('abort', () => over.resolve(), { once: true });
      await over.promise;
      waiting = undefined;
      return undefined;
    },
  });
  const over = watch.watch(stop.signal);
  const idle = (): Promise<void> => until(() => waiting !== undefined);
  if (awaitFirst) await idle();
  return {
    watch,
    triggers,
    idle,
    poll: async () => {
      await idle();
      const { looks } = watch.counters;
      waiting?.();
      await until(() => watch.counters.looks > looks);
      await idle();
    },
    pass: (seconds) => {
      now += seconds;
    },
    quietTimes: () => quietTimes,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await over;
    },
  };
}
