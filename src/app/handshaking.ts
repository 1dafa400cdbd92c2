import type { Config } from '../config/config.ts';
import type { HandshakeSettings } from '../config/handshake-settings.ts';
import { attempt } from '../handshake/attempt.ts';
import type { Run } from '../handshake/schedule/schedule.ts';
import { HandshakeStore } from '../handshake/watch/handshake-store.ts';
import type { SourceIdentity } from '../inventory/build.ts';
import type { InventoryStore } from '../inventory/store.ts';
import type { Logger } from '../log/logger.ts';
import type { HandshakeResult, Target } from '../model/handshake.ts';
import type { ModuleOptions } from '../model/handshake-module.ts';
import type { HandshakeState } from '../model/handshake-state.ts';
import type { Problem } from '../model/problem.ts';
import { type Schedule, startSchedule } from '../sources/schedule.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import type { Attempting, SharedContext } from './attempting.ts';
import { OutcomeLog } from './handshaking/outcome-log.ts';
import { LISTING_INTERVAL, SERVED_SOURCE, ServedInventory } from './handshaking/served-inventory.ts';
import { StoredCertificates } from './handshaking/stored-certificates.ts';
import { TargetLister, targetKey } from './handshaking/target-lister.ts';
import { Watching } from './handshaking/watching.ts';
import { preferSpeed } from './prefer-speed.ts';
import { ProblemLog } from './problem-log.ts';

/** So many targets, dialled again and again, are worth compiling for. */
const MANY_TARGETS = 200;

/** Milliseconds between two looks at the chains that are served. */
const LOOK_INTERVAL = 1000;

export interface HandshakingOptions {
  readonly inventory: InventoryStore;
  readonly log: Logger;
  /** Shared with the sources of files, so that a certificate that is stored and served is parsed once. */
  readonly reader: CertificateReader;
  /** Called after each change of `state`. */
  readonly onChange: () => void;
  /** Shared with `/probe`. Whoever made it closes it, after this. */
  readonly attempting: Attempting;
}

/** Where there is something to dial, or may be: the source of what is served. */
export function handshakeSources({ handshake }: Config): readonly SourceIdentity[] {
  if (handshake === undefined) return [];
  const { targets, targetFiles, targetVariables } = handshake;
  return targets.length + targetFiles.length + targetVariables.length > 0 ? [SERVED_SOURCE] : [];
}

/** What is in force of a configuration. */
interface InForce {
  readonly settings: HandshakeSettings;
  readonly root: Config['root'];
  readonly lister: TargetLister;
  readonly stored: StoredCertificates;
  readonly context: SharedContext;
}

/** Dials every target on the schedule, and puts what is served into the inventory. */
export class Handshaking {
  readonly #options: HandshakingOptions;
  readonly #store = new HandshakeStore();
  readonly #watching: Watching;
  readonly #served: ServedInventory;
  readonly #outcomes: OutcomeLog;
  readonly #clock: () => number;
  #inForce: InForce | undefined;
  #targets: readonly Target[] | undefined;
  #listingProblems: readonly Problem[] = [];
  #listing: Schedule | undefined;
  #listed = { up: true, timestamp: 0, duration: 0 };
  #lookTimer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** Listings and reloads, one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(options: HandshakingOptions) {
    this.#options = options;
    this.#clock = options.attempting.clock;
    this.#served = new ServedInventory(options.inventory, new ProblemLog(options.log));
    this.#outcomes = new OutcomeLog(options.log);
    this.#watching = new Watching({
      store: this.#store,
      attempt: (target, module, run) => this.#attempt(target, module, run),
      isStored: (target, fingerprint) => this.#inForce?.stored.isStored(target, fingerprint),
      onResults: (watched, results) => {
        for (const result of results) this.#outcomes.update(result);
        this.#store.changed(watched);
        this.#changed();
      },
      onError: (_, error) => options.log.error({ err: error }, 'Handshake failed for a defect'),
    });
  }

  /** What is known of the targets now. */
  get state(): HandshakeState {
    return this.#store.current;
  }

  /**
   * Takes the targets of a configuration. One that is dialled as before goes on without a break. The inventory has to
   * know the `handshakeSources` of the configuration before.
   */
  async use(config: Config): Promise<void> {
    const { handshake: settings, root } = config;
    await this.#inTurn(async () => {
      if (this.#stopped) return;
      const before = this.#inForce;
      if (settings === undefined || handshakeSources(config).length === 0) {
        this.#inForce = undefined;
        await before?.stored.stop();
        await this.#watching.clear();
        return this.#options.onChange();
      }
      const { attempting } = this.#options;
      const isSameRoot = before !== undefined && before.root === root;
      const isSamePlace = isSameRoot && before.settings.interval === settings.interval;
      const inForce = {
        settings,
        root,
        lister: new TargetLister(settings, attempting.environment, before?.lister),
        stored: isSamePlace ? before.stored : this.#storedCertificates(root, settings),
        context: attempting.context(root),
      };
      this.#inForce = inForce;
      if (!isSamePlace) await before?.stored.stop();
      await this.#list(inForce);
    });
    if (!this.#stopped) this.#listing ??= this.#startListing();
  }

  /** Ends all handshakes, for good. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#lookTimer);
    await Promise.all([this.#listing?.stop(), this.#watching.stop(), this.#turn]);
    await this.#inForce?.stored.stop();
    this.#inForce = undefined;
  }

  #startListing(): Schedule {
    const run = (): Promise<void> =>
      this.#inTurn(async () => {
        if (this.#inForce !== undefined) await this.#list(this.#inForce);
      });
    return startSchedule([{ interval: LISTING_INTERVAL, run }], (_, error) => {
      this.#options.log.error({ err: error }, 'Listing the targets failed');
    });
  }

  #storedCertificates(root: Config['root'], { interval }: HandshakeSettings): StoredCertificates {
    const { reader, log } = this.#options;
    const options = {
      root,
      reader,
      onChange: () => {
        this.#watching.restate();
        this.#changed();
      },
      onError: (path: string, error: unknown) => log.error({ path, err: error }, 'Collection failed'),
    };
    return new StoredCertificates(options, interval);
  }

  async #list(inForce: InForce): Promise<void> {
    const started = performance.now();
    const { targets, problems } = await inForce.lister.list();
    const duration = (performance.now() - started) / 1000;
    this.#listed = { up: problems.length === 0, timestamp: this.#clock(), duration };
    this.#listingProblems = problems;
    // The end may have come meanwhile; what began now nobody would end.
    if (this.#stopped) return;
    if (this.#targets !== targets) {
      if (targets.length >= MANY_TARGETS) preferSpeed();
      this.#targets = targets;
      await inForce.stored.use(targets);
      await this.#watching.use(targets, inForce.settings);
      this.#outcomes.keepOnly(new Set(targets.map((target) => targetKey(target))));
      this.#options.log.info({ targets: targets.length }, 'Targets listed');
      this.#options.onChange();
    }
    this.#look();
  }

  /** One attempt; what only a defect of this program can bring about is a result, too. */
  async #attempt(target: Target, module: ModuleOptions, run: Run): Promise<readonly HandshakeResult[]> {
    const timestamp = this.#clock();
    try {
      const { context } = this.#inForce ?? { context: this.#options.attempting.context(undefined) };
      const attempts = await attempt(target, module, { ...context, ...run });
      return attempts.map(({ result }) => result);
    } catch (error) {
      if (run.signal.aborted) throw error;
      this.#options.log.error({ target: target.target, module: module.name, err: error }, 'Handshake failed');
      const detail = `The exporter failed: ${error instanceof Error ? error.message : String(error)}.`;
      const failure = { phase: 'dns', reason: 'internal', detail } as const;
      const nothing = { durations: {}, chain: [], unreadable: [], chainFindings: [] };
      return [{ target, timestamp, success: false, completed: false, failure, ...nothing }];
    }
  }

  #changed(): void {
    this.#options.onChange();
    if (this.#inForce === undefined) return;
    this.#lookTimer ??= setTimeout(() => this.#look(), LOOK_INTERVAL).unref();
  }

  /** Puts what is served now into the inventory. */
  #look(): void {
    clearTimeout(this.#lookTimer);
    this.#lookTimer = undefined;
    if (this.#inForce === undefined) return;
    const problems = [...this.#listingProblems, ...this.#inForce.stored.problems];
    this.#served.update(this.#store.shownChains(this.#clock()), problems, this.#listed);
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const next = this.#turn.then(work);
    this.#turn = next.catch(() => undefined);
    await next;
  }
}
