import type { ChildProcess } from 'node:child_process';
import type { TrustReport } from '../model/trust-audit.ts';
import { askChild, type ChildProgram, endChild, startChild } from '../sources/asked-child.ts';
import { LOOK_AT_TRUST_COMMAND } from './child-commands.ts';
import { ownEntry } from './own-entry.ts';
import type { TrustLook } from './trust-once.ts';
import type { TrustPart } from './trust-part.ts';

/** Milliseconds after which a look is given up: something that it reads does not answer. */
const LONGEST = 120_000;

/** Those that were given up and have not ended: not even SIGKILL ends a call into some dead mounts. */
const stuck = new Set<ChildProcess>();

/**
 * Looks in a process of its own: whole programs are read with calls that hold the event loop up, and one into a dead
 * network mount never comes back. While one is stuck no other is started, or they would become more and more.
 *
 * Where the look at the processes alone is given up, or fails, the report is without them.
 *
 * @throws where the process fails or is given up, and with the signal's reason.
 */
export async function lookInChild(
  look: TrustLook,
  signal: AbortSignal,
  entry: ChildProgram = ownEntry(LOOK_AT_TRUST_COMMAND),
  longest = LONGEST,
): Promise<TrustReport> {
  signal.throwIfAborted();
  if (stuck.size > 0)
    throw new Error('the look before this one is stuck: something that it reads does not answer');
  let report: TrustReport | undefined;
  const onMessage = (message: unknown): TrustReport | undefined => {
    const part = message as TrustPart;
    if (!('report' in part)) return report && { ...report, processes: part.processes };
    report = part.report;
    return undefined;
  };
  const child = startChild(entry);
  try {
    const outcome = await askChild(child, { request: look, onMessage, silence: longest }, signal);
    if (outcome.kind === 'answered') return outcome.answer;
    if (outcome.kind === 'failed') throw outcome.error;
    if (report !== undefined) return report;
    throw new Error(
      outcome.kind === 'silent'
        ? `gave up after ${longest} ms`
        : `the process that looks ended too early (${outcome.how})`,
    );
  } finally {
    child.once('exit', () => stuck.delete(child));
    if (!(await endChild(child))) stuck.add(child);
  }
}
