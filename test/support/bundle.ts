import { join } from 'node:path';
import { bundle } from '../../scripts/build.ts';
import { type ListeningProcess, startListening } from './listening-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Builds the program as it is shipped into a folder of its own, without node_modules beside it; the bundle's path. */
export async function buildBundle(): Promise<string> {
  const outfile = join(temporaryFolder(), 'tls-cert-exporter.mjs');
  await bundle(outfile);
  return outfile;
}

/** An unprivileged user for whom the modes of files count, where the tests run as root; nobody else otherwise. */
export const UNPRIVILEGED = process.getuid?.() === 0 ? { uid: 65_532, gid: 65_532 } : {};

/** Starts the bundled exporter on a free port, without privileges. */
export async function startExporter(
  bundled: string,
  args: readonly string[] = [],
): Promise<ListeningProcess> {
  return startListening(
    process.execPath,
    [bundled, '--web.listen-address=127.0.0.1:0', ...args],
    UNPRIVILEGED,
  );
}
