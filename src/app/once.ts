import type { Config } from '../config/config.ts';
import { buildState, emptyState } from '../inventory/build.ts';
import type { Inventory, SourceState } from '../model/inventory.ts';
import { runSource } from '../sources/run.ts';
import { CertificateReader } from '../x509/certificate-reader.ts';
import { makeSource } from './make-source.ts';

/**
 * Collects every configured source once.
 * @param onProgress Called now and then with the number of certificate files read so far.
 */
export async function collectOnce(config: Config, onProgress: (files: number) => void): Promise<Inventory> {
  const reader = new CertificateReader();
  let files = 0;
  const progress = (): void => onProgress((files += 1));
  const states = await Promise.all(
    config.sources.map(async (settings): Promise<SourceState> => {
      const source = makeSource(settings, config.root, reader, progress);
      try {
        const { collection, ...timing } = await runSource(source, new AbortController().signal);
        return buildState(source, collection, timing, emptyState(source));
      } finally {
        await source.close?.();
      }
    }),
  );
  return { sources: states, ready: true };
}
