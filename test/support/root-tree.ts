import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** What stands at a path: bytes of a file, or where a symbolic link leads. */
export type TreeEntry = string | Uint8Array | { readonly link: string };

/** A small root file system, as of an unpacked image, in a temporary folder: files of mode 0644, folders of 0755. */
export function rootTree(entries: Readonly<Record<string, TreeEntry>>): string {
  const root = temporaryFolder();
  for (const [path, entry] of Object.entries(entries)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    if (typeof entry === 'object' && 'link' in entry) symlinkSync(entry.link, file);
    else {
      writeFileSync(file, entry);
      chmodSync(file, 0o644);
    }
  }
  return root;
}
