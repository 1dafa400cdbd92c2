import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CertificateFolder, certificateFolder } from '../input/certificate-folder.ts';
import type { Changed } from '../inside/changed.ts';
import type { ShippedBundle } from '../program/shipped-bundle.ts';
import { runHarness } from './harness.ts';
import { measureSize, type SizeRun } from './size.ts';
import { type WatchedRun, watchExporter } from './watched.ts';

/** Says on the terminal what is going on. */
export type Progress = (text: string) => void;

/** Makes each measurement once, when a row asks for it first, and as often as was asked for. */
export class Lab {
  readonly bundle: ShippedBundle;
  readonly runs: number;
  readonly progress: Progress;
  readonly #sizes = new Map<number, Promise<readonly SizeRun[]>>();
  readonly #watched = new Map<number, Promise<readonly WatchedRun[]>>();

  constructor(bundle: ShippedBundle, runs: number, progress: Progress) {
    this.bundle = bundle;
    this.runs = runs;
    this.progress = progress;
  }

  folder(certificates: number): CertificateFolder {
    return certificateFolder(certificates, (made) =>
      this.progress(`making certificates: ${made} of ${certificates}`),
    );
  }

  /** @param runs Fewer than for other measurements, where it has not been made before. */
  size(certificates: number, runs = this.runs): Promise<readonly SizeRun[]> {
    const measured =
      this.#sizes.get(certificates) ??
      this.#repeat(
        `${certificates} certificates`,
        () => measureSize(this.bundle, this.folder(certificates)),
        runs,
      );
    this.#sizes.set(certificates, measured);
    return measured;
  }

  watched(certificates: number): Promise<readonly WatchedRun[]> {
    const measured =
      this.#watched.get(certificates) ??
      this.#repeat(`${certificates} certificates, watched from inside`, () =>
        watchExporter(this.bundle, this.folder(certificates)),
      );
    this.#watched.set(certificates, measured);
    return measured;
  }

  /** Certificates per second. */
  parse(certificates: number): Promise<readonly number[]> {
    return this.#repeat('parsing', () => runHarness<number>('parse.ts', [this.folder(certificates).path]));
  }

  change(certificates: number): Promise<readonly Changed[]> {
    return this.#repeat(`one change among ${certificates}`, async () => {
      const { path } = this.folder(certificates);
      // On the same file system: hard links do not go to another.
      const scratch = mkdtempSync(join(dirname(path), 'change-'));
      try {
        return await runHarness<Changed>('change.ts', [path, scratch]);
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    });
  }

  /** Does it as often as was asked for, one after the other. */
  async #repeat<T>(what: string, measure: () => Promise<T>, runs = this.runs): Promise<readonly T[]> {
    const results: T[] = [];
    for (let run = 1; run <= runs; run++) {
      this.progress(`${what}: run ${run} of ${runs}`);
      results.push(await measure());
    }
    return results;
  }
}
