import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtBundle } from '../bundle.ts';
import { mountFuse } from '../fuse-mount.ts';
import { type ListeningProcess, startListening } from '../listening-process.ts';
import { rootTree } from '../root-tree.ts';
import { temporaryFile } from '../temporary-file.ts';
import { aged, agedRoot } from './aged.ts';

export interface StuckHost {
  readonly exporter: ListeningProcess;
  /** Lets what hangs go on. */
  readonly mend: () => Promise<void>;
}

/**
 * A host with two network mounts that answer nothing: certificates are to be found in one of them, for which the source
 * is given an hour, and a bundle is in the other, for which every audit has two minutes. What the host has of its own is
 * as it should be.
 */
export async function stuckHost(): Promise<StuckHost> {
  const tree = rootTree({
    '/etc/ssl/certs/ca-certificates.crt': agedRoot('One'),
    '/etc/nginx/fine.crt': aged('fine on a stuck host', 60, 90).pem,
  });
  const mounts = await Promise.all(
    [
      ['/mnt/certificates', { 'www.crt': aged('remote', 60, 90).pem }],
      ['/mnt/bundles', { 'roots.pem': agedRoot('Remote') }],
    ].map(async ([place, files]) => {
      const point = join(tree, place as string);
      mkdirSync(point, { recursive: true });
      return mountFuse(point, files as Record<string, string>);
    }),
  );
  await Promise.all(mounts.map((mount) => mount.hang()));
  const config = {
    root: tree,
    scan: { interval: '1s' },
    sources: [
      { name: 'own', type: 'files', directories: ['/etc/nginx'] },
      { name: 'share', type: 'files', directories: ['/mnt/certificates'], timeout: '1h' },
    ],
    trust: { interval: '1s', bundles: ['/mnt/bundles/roots.pem'] },
  };
  // As root, as on a node: another user may not enter a FUSE file system that is not his.
  const exporter = await startListening(process.execPath, [
    await builtBundle(),
    '--web.listen-address=127.0.0.1:0',
    `--config.file=${temporaryFile('config.yml', JSON.stringify(config))}`,
  ]);
  const mend = async (): Promise<void> => {
    await Promise.all(mounts.map((mount) => mount.resume()));
  };
  return { exporter, mend };
}
