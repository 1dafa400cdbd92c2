import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes files below the root of a host. */
export function write(host: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(host, dirname(path)), { recursive: true });
    writeFileSync(join(host, path), content);
  }
}
