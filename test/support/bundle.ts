import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { bundle } from '../../scripts/build.ts';
import { type ListeningProcess, startListening } from './listening-process.ts';

let building: Promise<string> | undefined;

/**
 * The program as it is shipped, built once for the tests of a file, in a folder of its own without node_modules
 * beside it: the bundle's path.
 */
export function builtBundle(): Promise<string> {
  building ??= build();
  return building;
}

async function build(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-bundle-'));
  chmodSync(folder, 0o755);
  const outfile = join(folder, 'tls-cert-exporter.mjs');
  await bundle(outfile);
  return outfile;
}

afterAll(async () => {
  if (building !== undefined) rmSync(join(await building, '..'), { recursive: true });
});

/** An unprivileged user for whom the modes of files count, where the tests run as root; nobody else otherwise. */
export const UNPRIVILEGED = process.getuid?.() === 0 ? { uid: 65_532, gid: 65_532 } : {};

/** Starts the bundled exporter on a free port, without privileges. */
export async function startExporter(args: readonly string[] = []): Promise<ListeningProcess> {
  const command = [await builtBundle(), '--web.listen-address=127.0.0.1:0', ...args];
  return startListening(process.execPath, command, UNPRIVILEGED);
}
