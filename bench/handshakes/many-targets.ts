import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BenchError } from '../bench-error.ts';
import type { Delay } from '../inside/delay.ts';
import { HOSTS_SERVER_NAME } from '../inside/endpoints.ts';
import { Child } from '../program/child.ts';
import { CollectionLog } from '../program/collection-log.ts';
import { type Coding, Scraper } from '../program/scraper.ts';
import type { ShippedBundle } from '../program/shipped-bundle.ts';
import { within } from '../program/within.ts';
import type { Laboratory } from './laboratory.ts';

const DELAY = join(import.meta.dirname, '../inside/delay.ts');

/** How long starting and answering may take, in milliseconds. */
const TIMEOUT = 60_000;

/** Between two scrapes while it is watched: far more often than anybody scrapes. Milliseconds. */
const SCRAPE_EVERY = 500;

export interface ManyTargets {
  readonly targets: number;
  /** Seconds from one attempt at a target to the next, which is also how long it is watched. */
  readonly interval: number;
}

/** What the exporter did while it was watched. Times in milliseconds, memory in 10^6 bytes. */
export interface ManyTargetsRun {
  /** Of each minute. */
  readonly attempts: number;
  /** The part of them that failed. */
  readonly failed: number;
  /** Percent of one core, all threads together. */
  readonly processor: number;
  /** The most that was seen. */
  readonly memory: number;
  readonly delay: Delay;
  readonly scrapePlain: readonly number[];
  readonly scrapeGzip: readonly number[];
  readonly plainBytes: number;
  readonly gzipBytes: number;
}

/** Every tenth target is one that never answers. */
const HOLE_EVERY = 10;

/** Serves, dials all targets, and is watched from the time on when each has been dialled once. @throws BenchError */
export async function watchManyTargets(
  bundle: ShippedBundle,
  lab: Laboratory,
  many: ManyTargets,
): Promise<ManyTargetsRun> {
  const child = await start(bundle, configure(lab, many));
  try {
    const log = new CollectionLog(child.process.stderr as NodeJS.ReadableStream, child.ended);
    const scraper = new Scraper(await within(TIMEOUT, 'to listen', log.listening));
    try {
      await warm(child, scraper, many);
      return await watch(child, scraper, many);
    } finally {
      scraper.close();
    }
  } finally {
    await child.end();
  }
}

function configure(lab: Laboratory, { targets, interval }: ManyTargets): string {
  const list = join(lab.folder, 'targets.json');
  const config = join(lab.folder, 'many-targets.yml');
  writeFileSync(list, JSON.stringify([{ targets: targetList(lab, targets) }]));
  const modules = { default: { ca_file: lab.rootFile, server_name: HOSTS_SERVER_NAME } };
  const handshake = { interval: `${interval}s`, timeout: '5s', modules, target_files: [{ path: list }] };
  writeFileSync(config, JSON.stringify({ sources: [], handshake }));
  return config;
}

/** Every target is an address of its own, from 127.1.0.1 on. */
export function targetList({ hosts, hole }: Pick<Laboratory, 'hosts' | 'hole'>, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const address = `127.${1 + Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${1 + (index % 250)}`;
    const port = index % HOLE_EVERY === 0 ? hole : hosts[index % hosts.length];
    return `${address}:${port}`;
  });
}

async function start(bundle: ShippedBundle, config: string): Promise<Child> {
  const args = [`--config.file=${config}`, '--web.listen-address=127.0.0.1:0', '--log.level=info'];
  return Child.start(process.execPath, ['--import', DELAY, ...bundle.nodeFlags, bundle.file, ...args], {
    env: { ...process.env, ...bundle.environment, NODE_COMPILE_CACHE: bundle.compileCache },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Waits until all have been dialled once, and shown. */
async function warm(child: Child, scraper: Scraper, { targets, interval }: ManyTargets): Promise<void> {
  const deadline = performance.now() + TIMEOUT + 3000 * interval;
  for (;;) {
    const text = await scraper.text('/metrics');
    if ((text.match(/^tls_handshake_success\{/gm) ?? []).length >= targets) return;
    if (performance.now() > deadline) throw new BenchError('not every target was dialled in time');
    if (!child.isRunning) throw new BenchError('the exporter has ended');
    await delay(1000);
  }
}

async function watch(child: Child, scraper: Scraper, { interval }: ManyTargets): Promise<ManyTargetsRun> {
  const durations: Record<Coding, number[]> = { identity: [], gzip: [] };
  const bytes: Record<Coding, number> = { identity: 0, gzip: 0 };
  const before = counts(await scraper.text('/metrics'));
  await look(child);
  const processor = child.processorTime();
  const began = performance.now();
  let memory = 0;
  for (let turn = 0; performance.now() - began < interval * 1000; turn++) {
    const coding = turn % 2 === 0 ? 'gzip' : 'identity';
    const answer = await scraper.time('/metrics', coding);
    durations[coding].push(answer.duration);
    bytes[coding] = answer.bytes;
    memory = Math.max(memory, child.memory() / 1e6);
    await delay(SCRAPE_EVERY);
  }
  const took = performance.now() - began;
  const used = child.processorTime() - processor;
  const seen = await look(child);
  const after = counts(await scraper.text('/metrics'));
  const attempts = after.attempts - before.attempts;
  return {
    attempts: (attempts * 60_000) / took,
    failed: (after.failures - before.failures) / attempts,
    processor: (100 * used) / took,
    memory,
    delay: seen,
    scrapePlain: durations.identity,
    scrapeGzip: durations.gzip,
    plainBytes: bytes.identity,
    gzipBytes: bytes.gzip,
  };
}

async function look(child: Child): Promise<Delay> {
  const answer = once(child.process, 'message') as Promise<[Delay]>;
  child.process.send('look');
  const [seen] = await within(TIMEOUT, 'to say how late the event loop was', answer);
  return seen;
}

function counts(exposition: string): { attempts: number; failures: number } {
  return {
    attempts: sum(exposition, 'tls_handshake_attempts_total'),
    failures: sum(exposition, 'tls_handshake_failures_total'),
  };
}

function sum(exposition: string, metric: string): number {
  const samples = exposition.matchAll(new RegExp(`^${metric}\\{[^\\n]*\\} (\\S+)$`, 'gm'));
  return [...samples].reduce((total, [, value]) => total + Number(value), 0);
}
