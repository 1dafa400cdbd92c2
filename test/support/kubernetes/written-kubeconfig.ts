import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Writes a kubeconfig with one context into a folder of its own, and gives back its path. JSON is YAML. */
export function writtenKubeconfig(
  user: Fields,
  cluster: Fields = { server: 'https://127.0.0.1:1' },
  folder = temporaryFolder(),
): string {
  const path = join(folder, 'config');
  writeFileSync(
    path,
    JSON.stringify({
      clusters: [{ name: 'c', cluster }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    }),
  );
  return path;
}

/** Writes an executable shell script, and gives back its path. */
export function writtenScript(folder: string, name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${lines.join('\n')}\n`);
  chmodSync(path, 0o755);
  return path;
}
