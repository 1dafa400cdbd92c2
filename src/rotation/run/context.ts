import type { RotationRun, RotationSettings } from '../../model/rotation.ts';
import type { VerifyChain } from '../gate/verify-chain.ts';
import type { RunOptions } from '../hooks/run-command.ts';
import type { Shake } from '../hooks/run-handshake.ts';

/** What runs of rotations need beside their settings. */
export interface RunContext {
  /** The rotation directory. */
  readonly directory: string;
  readonly trigger: RotationRun['trigger'];
  /** Calls a run off. Heeded until the new content is in place: from then on the run goes to its end. */
  readonly signal: AbortSignal;
  readonly verifyChain: VerifyChain;
  readonly shake: Shake;
  /** Where `HTTPS_PROXY` and `NO_PROXY` are, for content from a URL. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Unix seconds. */
  readonly clock: () => number;
  /** Told what is being done, in a few words, for whoever waits. */
  readonly onStep?: ((words: string) => void) | undefined;
  /** How commands of hooks are run, where it is not as usual. */
  readonly hooks?: RunOptions;
}

/** A run that is over. */
export interface FinishedRun {
  /** As it is in the record. */
  readonly run: RotationRun;
  /** SHA-256 of the target as the run left it, lower-case hex; undefined where it does not know. */
  readonly targetSha256: string | undefined;
  /** What the operator should know whatever came of it: sentences. */
  readonly notes: readonly string[];
  /** Why the run could not be recorded or finished, as a sentence; undefined where all is well. */
  readonly trouble: string | undefined;
}

/** What a run knows of its end, before it is put in the words of the record. */
export interface RunEnd extends Pick<RotationRun, 'result' | 'reason'>, Partial<Changes> {
  readonly hooks?: RotationRun['hooks'];
  readonly backup?: string | undefined;
  readonly targetSha256?: string | undefined;
  readonly notes?: readonly string[];
}

/** What new content changes. */
export interface Changes
  extends Pick<
    RotationRun,
    'sha256Before' | 'sha256After' | 'anchorsBefore' | 'anchorsAfter' | 'added' | 'removed'
  > {}

/** The run as it stands in the record. */
export function recordedRun(
  settings: RotationSettings,
  { trigger, clock }: RunContext,
  startedAt: number,
  end: RunEnd,
): RotationRun {
  return {
    rotation: settings.name,
    target: settings.target.path,
    startedAt,
    duration: Math.max(0, clock() - startedAt),
    result: end.result,
    reason: end.reason,
    trigger,
    sha256Before: end.sha256Before,
    sha256After: end.sha256After,
    anchorsBefore: end.anchorsBefore ?? 0,
    anchorsAfter: end.anchorsAfter ?? 0,
    added: end.added ?? [],
    removed: end.removed ?? [],
    hooks: end.hooks ?? [],
    backup: end.backup,
  };
}
