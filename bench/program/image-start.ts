import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from '../bench-error.ts';

const DOCKERFILE = join(import.meta.dirname, '../../Dockerfile');

/** How the image starts the program: what is measured is what is shipped. */
export interface ImageStart {
  /** Between the runtime and the bundle. */
  readonly nodeFlags: readonly string[];
  /** Beside the folder of the compile cache, which lies elsewhere in the image. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Reads it out of the last stage of the Dockerfile. @throws BenchError where that has no entry point of this form */
export function imageStart(dockerfile: string = readFileSync(DOCKERFILE, 'utf8')): ImageStart {
  const stage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM ')).replaceAll(/\\\n\s*/g, ' ');
  const entry = /^ENTRYPOINT (\[.*\])$/m.exec(stage)?.[1];
  const [, ...words] = JSON.parse(entry ?? '[]') as string[];
  const bundle = words.findIndex((word) => word.endsWith('.mjs'));
  if (bundle === -1) throw new BenchError('the last stage of the Dockerfile starts no bundle');
  const environment: Record<string, string> = {};
  for (const [, line = ''] of stage.matchAll(/^ENV (.*)$/gm)) {
    for (const [, name = '', value = ''] of line.matchAll(/(\w+)=(\S*)/g)) {
      if (name !== 'NODE_COMPILE_CACHE') environment[name] = value;
    }
  }
  return { nodeFlags: words.slice(0, bundle), environment };
}
