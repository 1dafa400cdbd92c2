/**
 * Everything from files to text, without HTTP: collects and renders a folder, then renews one certificate in the
 * middle of it as a program would (written beside it, renamed into place), collects and renders again, and sends
 * what the second time took. It works in an empty folder, which it fills with hard links to the files of the other.
 */
import { linkSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeSource } from '../../src/app/make-source.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import type { SourceSettings } from '../../src/config/source-settings.ts';
import { buildState } from '../../src/inventory/build.ts';
import { INVENTORY_SUBJECTS } from '../../src/metrics/registry.ts';
import { SegmentRenderer } from '../../src/metrics/render.ts';
import type { SourceState } from '../../src/model/inventory.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../test/support/certificate-factory.ts';
import type { Changed } from './changed.ts';
import { LongestPause } from './longest-pause.ts';

const [, , original = '', folder = ''] = process.argv;
const names = readdirSync(original);
for (const name of names) linkSync(join(original, name), join(folder, name));

const config = resolveConfig(undefined, { directories: [folder] });
const source = makeSource(config.sources[0] as SourceSettings, undefined, new CertificateReader());
const renderer = new SegmentRenderer<SourceState>(INVENTORY_SUBJECTS, (state) => state.source);

const longestPause = new LongestPause();

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; duration: number; pause: number }> {
  // The timer has to be on time before its lateness says something.
  await delay(20);
  longestPause.begin();
  const begin = performance.now();
  const result = await work();
  const duration = performance.now() - begin;
  await delay(20);
  return { result, duration, pause: longestPause.milliseconds };
}

const collect = () => source.collect(new AbortController().signal);
const state = (collection: Awaited<ReturnType<typeof collect>>, before?: SourceState): SourceState =>
  buildState(source, collection, { timestamp: 0, duration: 0 }, before);

// A file that was changed a moment ago is read again, and a hard link changes its file: all have to be old enough.
await delay(2500);
const first = state(await collect());
const whole = await timed(() => renderer.render([first]));

const name = names[names.length >> 1] as string;
const renewed = createCertificate({
  subject: [
    ['O', 'Example'],
    ['CN', name.replace(/\.crt$/, '')],
  ],
});
writeFileSync(join(folder, `.${name}.new`), renewed.pem);
renameSync(join(folder, `.${name}.new`), join(folder, name));

const collected = await timed(collect);
const built = await timed(async () => state(collected.result, first));
const rendered = await timed(() => renderer.render([built.result]));
const changes = built.result.certificates.filter((each, index) => each !== first.certificates[index]).length;
if (changes !== 1) throw new Error(`one certificate was renewed, and ${changes} are seen as changed`);

const answer: Changed = {
  whole: whole.duration,
  wholePause: whole.pause,
  collected: collected.duration,
  built: built.duration,
  rendered: rendered.duration,
  pause: Math.max(collected.pause, built.pause, rendered.pause),
};
process.send?.(answer);
