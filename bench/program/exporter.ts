import { setTimeout as delay } from 'node:timers/promises';
import { Child } from './child.ts';
import { CollectionLog } from './collection-log.ts';
import { Scraper } from './scraper.ts';
import type { ShippedBundle } from './shipped-bundle.ts';
import { within } from './within.ts';

/** How long until it is ready, and for each collection, in milliseconds. */
const TIMEOUT = 120_000;

/** Between two questions whether it is ready, in milliseconds. */
const PAUSE = 2;

export interface ExporterOptions {
  readonly bundle: ShippedBundle;
  /** The folder of certificates to look at; or else a configuration file. */
  readonly folder?: string;
  readonly config?: string;
  /** As `--scan.interval` takes it. */
  readonly interval: string;
  /** A module that is loaded into its process before the program, and may send messages. */
  readonly preload?: string;
}

/** This exporter, as a process of its own, with the same start as in the image. */
export class Exporter {
  readonly child: Child;
  readonly scraper: Scraper;
  readonly url: string;
  /** From the start of the process until /-/ready answered 200, in milliseconds. */
  readonly readyAfter: number;
  /** The most resident memory by the end of the first collection, before that was rendered, in bytes. */
  peakCollecting = Number.NaN;
  readonly #log: CollectionLog;

  private constructor(child: Child, url: string, scraper: Scraper, readyAfter: number, log: CollectionLog) {
    this.child = child;
    this.url = url;
    this.scraper = scraper;
    this.readyAfter = readyAfter;
    this.#log = log;
  }

  /** Resolves once it is ready. @throws BenchError */
  static async start({ bundle, folder, config, interval, preload }: ExporterOptions): Promise<Exporter> {
    const begin = performance.now();
    const child = await Child.start(
      process.execPath,
      [
        ...(preload === undefined ? [] : ['--import', preload]),
        ...bundle.nodeFlags,
        bundle.file,
        ...(folder === undefined ? [] : [`--certificates-dir=${folder}`]),
        ...(config === undefined ? [] : [`--config.file=${config}`]),
        `--scan.interval=${interval}`,
        '--web.listen-address=127.0.0.1:0',
        '--log.level=debug',
      ],
      {
        env: { ...process.env, ...bundle.environment, NODE_COMPILE_CACHE: bundle.compileCache },
        stdio: ['ignore', 'ignore', 'pipe', ...(preload === undefined ? [] : (['ipc'] as const))],
      },
    );
    const log = new CollectionLog(child.process.stderr as NodeJS.ReadableStream, child.ended);
    try {
      const url = await within(TIMEOUT, 'to listen', log.listening);
      const scraper = new Scraper(url);
      const peak = log.reached(1).then(() => child.peakMemory());
      await within(TIMEOUT, 'to be ready', untilReady(scraper));
      const exporter = new Exporter(child, url, scraper, performance.now() - begin, log);
      exporter.peakCollecting = await peak;
      return exporter;
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  /** Waits until `count` collections are complete, the first one among them. */
  collected(count: number): Promise<void> {
    return within(TIMEOUT, `collection ${count}`, this.#log.reached(count));
  }

  async end(): Promise<void> {
    this.scraper.close();
    await this.child.end();
  }
}

async function untilReady(scraper: Scraper): Promise<void> {
  while ((await scraper.time('/-/ready', 'identity')).status !== 200) await delay(PAUSE);
}
