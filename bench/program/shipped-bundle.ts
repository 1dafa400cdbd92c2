import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../scripts/build.ts';
import { BenchError } from '../bench-error.ts';
import { Child } from './child.ts';
import { type ImageStart, imageStart } from './image-start.ts';
import { within } from './within.ts';

const WARM = join(import.meta.dirname, '../../scripts/warm-compile-cache.ts');

/** How long warming may take, in milliseconds. */
const WARM_TIMEOUT = 60_000;

/** The program as the image has it: the bundle, a compile cache that was filled by a first start, the same flags. */
export interface ShippedBundle extends ImageStart {
  readonly file: string;
  readonly compileCache: string;
  /** Removes the files. */
  remove(): void;
}

/** Builds it in a folder of its own. @throws BenchError where it does not start */
export async function shippedBundle(): Promise<ShippedBundle> {
  const folder = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-bench-bundle-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const file = join(folder, 'tls-cert-exporter.mjs');
    const compileCache = join(folder, 'compile-cache');
    await bundle(file);
    const start = imageStart();
    await warm(file, compileCache, start);
    return { file, compileCache, ...start, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function warm(file: string, compileCache: string, { nodeFlags }: ImageStart): Promise<void> {
  const args = [...nodeFlags, WARM, file, compileCache];
  const child = await Child.start(process.execPath, args, { stdio: 'ignore' });
  try {
    const how = await within(WARM_TIMEOUT, 'to fill the compile cache', child.ended);
    if (how !== 0) throw new BenchError(`the bundle did not start: ${WARM} ended with ${how}`);
  } finally {
    child.kill();
  }
}
