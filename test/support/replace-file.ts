import { renameSync, writeFileSync } from 'node:fs';

/** Replaces a file at once, as tools do: nobody reads half of it. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}
