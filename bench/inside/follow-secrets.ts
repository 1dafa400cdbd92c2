/**
 * A source of type `kubernetes`, without a schedule and HTTP: takes the first inventory, then sees Secrets
 * renewed, touched without a change to their certificates, and listed anew, and sends what each of it cost.
 */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { makeSource } from '../../src/app/make-source.ts';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { buildState } from '../../src/inventory/build.ts';
import { INVENTORY_SUBJECTS } from '../../src/metrics/registry.ts';
import { SegmentRenderer } from '../../src/metrics/render.ts';
import type { SourceState } from '../../src/model/inventory.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { spread } from '../statistics.ts';
import type { Followed } from './followed.ts';
import { LongestPause } from './longest-pause.ts';

/** How many changes are told at once, so that a single one can be told from the clock's grain. */
const MOST_CHANGES = 200;

/** How often one change is shown; the median counts. */
const SHOWN = 7;

const [, , kubeconfig = '', url = '', authority = ''] = process.argv;
const config = parseConfig(
  `sources: [{ name: bench, type: kubernetes, kubeconfig: ${kubeconfig} }]`,
  'bench.yml',
);
const [settings] = resolveConfig(config, {}).sources;
if (settings === undefined) throw new Error('no source');
const reader = new CertificateReader();
const source = makeSource(settings, undefined, reader);
const collect = () => source.collect(new AbortController().signal);

const longestPause = new LongestPause();

const control = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const asked = request(`${url}/control/${path}`, { ca: readFileSync(authority) }, (answer) => {
      answer.resume().on('end', resolve);
    });
    asked.on('error', reject).end();
  });

async function until(parsed: number): Promise<void> {
  while (reader.parsed < parsed) await delay(5);
}

/** Milliseconds of the clock and of the processor that it takes until so many certificates more were parsed. */
async function cost(path: string, parsed: number): Promise<{ wall: number; processor: number }> {
  const before = process.cpuUsage();
  const begin = performance.now();
  const wanted = reader.parsed + parsed;
  await control(path);
  await until(wanted);
  await collect();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - begin, processor: (user + system) / 1000 };
}

const begin = performance.now();
const started = process.cpuUsage();
const first = await collect();
const firstInventory = performance.now() - begin;
if (!first.complete) throw new Error(first.problems.map(({ detail }) => detail).join('\n'));
const { user, system } = process.cpuUsage(started);
const pause = longestPause.milliseconds;

const secrets = new Set(first.certificates.map(({ location }) => location.object_name)).size;
const changes = Math.min(MOST_CHANGES, secrets);

await cost('renew', 1);
const renewed = await cost(`renew?count=${changes}`, changes);
const renewedOne = await cost('renew', 1);
await control(`touch?count=${changes}`);
const touched = await cost('renew', 1);
const relisted = await cost('expire', 1);

/** What it takes to bring one change into the text, whatever it took to hear of it. */
async function shownIn(): Promise<number> {
  const renderer = new SegmentRenderer<SourceState>(INVENTORY_SUBJECTS, (state) => state.source);
  const state = async (before?: SourceState): Promise<SourceState> =>
    buildState(source, await collect(), { timestamp: 0, duration: 0 }, before);
  let shown = await state();
  await renderer.render([shown]);
  const costs: number[] = [];
  for (let run = 0; run < SHOWN; run++) {
    const wanted = reader.parsed + 1;
    await control('renew');
    await until(wanted);
    const before = process.cpuUsage();
    shown = await state(shown);
    await renderer.render([shown]);
    const used = process.cpuUsage(before);
    costs.push((used.user + used.system) / 1000);
  }
  return spread(costs).median;
}

const shown = await shownIn();
const answer: Followed = {
  firstInventory,
  firstProcessor: (user + system) / 1000,
  pause,
  change: (renewed.processor - renewedOne.processor) / (changes - 1),
  touch: Math.max(0, touched.processor - renewedOne.processor) / changes,
  shown,
  relist: relisted.wall,
  relistProcessor: relisted.processor,
  certificates: first.certificates.length,
};
await source.close?.();
process.send?.(answer);
