import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/config.ts';
import type { TrustSettings } from '../config/trust-settings.ts';
import type { Logger } from '../log/logger.ts';
import { FINDING_LEVELS } from '../model/trust.ts';
import { isAtLeast, type TrustReport } from '../model/trust-audit.ts';
import type { ProcessTrust, SeenContents } from '../model/trust-processes.ts';
import type { Schedule } from '../sources/schedule.ts';
import { AnchorCounts } from '../trust/audit/anchor-counts.ts';
import type { TrustLook } from './trust-once.ts';
import { startAudits } from './trust-schedule.ts';

/** So many findings of one audit are logged one by one. */
const MOST_LINES = 20;

/** Looks once at what a host trusts. */
export type LookAtTrust = (look: TrustLook, signal: AbortSignal) => Promise<TrustReport>;

interface InForce {
  readonly settings: TrustSettings;
  readonly root: Config['root'];
}

/** Audits what the host trusts on a schedule, and out of turn where something that it read has changed. */
export class Auditing {
  readonly #log: Logger;
  readonly #look: LookAtTrust;
  #inForce: InForce | undefined;
  #schedule: Schedule | undefined;
  #counts = new AnchorCounts();
  #contents: SeenContents | undefined;
  #state: TrustReport | undefined;
  #told: ReadonlySet<string> = new Set();
  #toldHidden = false;
  #seesProcesses = false;
  #stopped = false;

  constructor(log: Logger, look: LookAtTrust) {
    this.#log = log;
    this.#look = look;
  }

  /** What the last audit found; undefined until the first has ended, and where none is asked for. */
  get state(): TrustReport | undefined {
    return this.#state;
  }

  /** Seconds between two audits; undefined where none is asked for. */
  get interval(): number | undefined {
    return this.#inForce?.settings.interval;
  }

  /** Takes the settings of a configuration; the same ones go on without a break. */
  async use({ trust, root }: Config): Promise<void> {
    const next = trust && { settings: trust, root };
    if (isDeepStrictEqual(next, this.#inForce)) return;
    await this.#schedule?.stop();
    this.#schedule = undefined;
    if (next?.root !== this.#inForce?.root) {
      this.#counts = new AnchorCounts();
      this.#contents = undefined;
    }
    this.#inForce = next;
    // What was found before stays until the next look has ended, so that no alert resolves by a reload.
    if (next === undefined) this.#state = undefined;
    // The end may have come meanwhile; what began now nobody would end.
    if (next === undefined || this.#stopped) return;
    this.#schedule = startAudits({
      interval: next.settings.interval,
      audit: (signal) => this.#audit(next, signal),
      onChange: (path) => this.#log.info({ path }, 'What was audited has changed, and is audited again'),
      onError: (error) => this.#log.error({ err: error }, 'The audit of trust failed'),
    });
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#schedule?.stop();
  }

  /** Audits once; what that came by, so that changes to it can be told. */
  async #audit({ settings, root }: InForce, signal: AbortSignal): Promise<TrustReport['seen'] | undefined> {
    const look = { settings, root, environment: process.env, contents: this.#contents };
    const report = await this.#look(look, signal);
    if (signal.aborted) return undefined;
    this.#contents = report.processes?.contents ?? this.#contents;
    const audit = { ...report, bundles: this.#counts.addTo(report.bundles, Date.now() / 1000) };
    const isFirst = this.#state === undefined;
    this.#state = audit;
    this.#tell(audit);
    this.#tellProcesses(report.processes);
    const findings = audit.bundles.flatMap((bundle) => bundle.findings);
    const counts = FINDING_LEVELS.map((level) => [
      level,
      findings.filter((each) => each.level === level).length,
    ]);
    const fields = { bundles: audit.bundles.length, ...Object.fromEntries(counts) };
    if (isFirst) this.#log.info(fields, 'First audit of trust complete');
    else this.#log.debug(fields, 'Audit of trust complete');
    return report.seen;
  }

  /** Says once that there are processes that may not be looked at: what is not seen is not stale by that. */
  #tellProcesses(processes: ProcessTrust | undefined): void {
    if (processes === undefined && this.#seesProcesses) {
      this.#log.warn(
        'No process is to be seen any more, or the look at them was given up: nothing is said of them',
      );
    }
    this.#seesProcesses = processes !== undefined;
    const { hidden = 0 } = processes ?? {};
    if (hidden > 0 && !this.#toldHidden) {
      this.#log.info(
        { hidden },
        'Some processes may not be looked at, so that stale ones among them are not told: that needs root or CAP_SYS_PTRACE',
      );
    }
    this.#toldHidden = hidden > 0;
  }

  /** Says what is new of that which somebody has to act on. */
  #tell({ bundles }: TrustReport): void {
    const grave = bundles.flatMap(({ path, findings }) =>
      findings.filter(({ level }) => isAtLeast(level, 'high')).map((finding) => ({ path, ...finding })),
    );
    const keys = grave.map((finding) =>
      JSON.stringify([finding.path, finding.check, finding.detail, finding.subject]),
    );
    const fresh = grave.filter((_, index) => !this.#told.has(keys[index] ?? ''));
    this.#told = new Set(keys);
    for (const { path, check, level, detail, subject } of fresh.slice(0, MOST_LINES)) {
      this.#log.warn(
        { path, check, level, ...(subject !== undefined && { subject }), detail },
        'Finding about trust',
      );
    }
    if (fresh.length > MOST_LINES)
      this.#log.warn({ more: fresh.length - MOST_LINES }, 'More findings about trust');
  }
}
