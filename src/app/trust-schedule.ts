import type { TrustReport } from '../model/trust-audit.ts';
import { type Schedule, startSchedule, type Timers } from '../sources/schedule.ts';
import { TrustChanges } from './trust-changes.ts';

/** Seconds between two looks whether something that was audited has changed: each takes a millisecond. */
const LOOK_INTERVAL = 5;

/** What is audited when, and who is told. */
export interface AuditJob {
  /** Seconds from one audit in turn to the next. */
  readonly interval: number;
  /** Audits once; what that came by, undefined where it ended before that. */
  readonly audit: (signal: AbortSignal) => Promise<TrustReport['seen'] | undefined>;
  /** Told of a path, as the exporter opens it, that has changed: an audit out of turn begins. */
  readonly onChange: (path: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Audits at once, then at the interval, and sooner where something has changed that the last audit read. Never two at a time. */
export function startAudits(job: AuditJob, timers?: Timers): Schedule {
  const monotonic = timers?.monotonic ?? (() => performance.now());
  const clock = (): number => monotonic() / 1000;
  const changes = new TrustChanges(job.interval, clock);
  let underWay: Promise<void> | undefined;
  const audit = async (signal: AbortSignal, isOutOfTurn: boolean): Promise<void> => {
    const started = clock();
    let seen: TrustReport['seen'] | undefined;
    try {
      seen = await job.audit(signal);
    } finally {
      changes.audited({ seen, took: clock() - started, isOutOfTurn });
    }
  };
  const oneAtATime = (signal: AbortSignal, isOutOfTurn: boolean): Promise<void> => {
    underWay ??= audit(signal, isOutOfTurn).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  const inTurn = {
    interval: job.interval,
    // One that began out of turn a moment ago is as good.
    run: (signal: AbortSignal) => oneAtATime(signal, false),
  };
  const onChange = {
    interval: LOOK_INTERVAL,
    run: async (signal: AbortSignal) => {
      if (underWay !== undefined) return;
      const path = await changes.look();
      if (path === undefined || underWay !== undefined || signal.aborted) return;
      job.onChange(path);
      await oneAtATime(signal, true);
    },
  };
  return startSchedule([inTurn, onChange], (_, error) => job.onError(error), timers);
}
