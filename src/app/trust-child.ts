import { fork } from 'node:child_process';
import type { TrustReport } from '../model/trust-audit.ts';
import { LOOK_AT_TRUST_COMMAND } from './child-commands.ts';
import { type ChildEntry, ownEntry } from './own-entry.ts';
import type { TrustLook } from './trust-once.ts';
import type { TrustPart } from './trust-part.ts';

/** Milliseconds after which a look is given up: something that it reads does not answer. */
const LONGEST = 120_000;

/**
 * Looks in a process of its own: whole programs are read with calls that hold the event loop up, and one into a dead
 * network mount never comes back.
 *
 * Where the look at the processes alone is given up, or fails, the report is without them.
 *
 * @throws where the process fails or is given up, and with the signal's reason.
 */
export async function lookInChild(
  look: TrustLook,
  signal: AbortSignal,
  entry: ChildEntry = ownEntry(LOOK_AT_TRUST_COMMAND),
  longest = LONGEST,
): Promise<TrustReport> {
  signal.throwIfAborted();
  const child = fork(entry.file, [...entry.args], {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
    serialization: 'advanced',
  });
  const outcome = Promise.withResolvers<TrustReport>();
  let report: TrustReport | undefined;
  const give = (up: string): void => {
    if (report === undefined) outcome.reject(new Error(up));
    else outcome.resolve(report);
  };
  const timer = setTimeout(() => give(`gave up after ${longest} ms`), longest);
  const onAbort = (): void => outcome.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  child.on('message', (message) => {
    const part = message as TrustPart;
    if ('report' in part) {
      report = part.report;
      timer.refresh();
    } else if (report !== undefined) {
      outcome.resolve({ ...report, processes: part.processes });
    }
  });
  child.once('error', outcome.reject);
  child.once('exit', (status, by) => {
    give(`the process that looks ended too early (${by ?? `exit status ${status}`})`);
  });
  if (child.connected) child.send(look, undefined, undefined, () => {});
  try {
    return await outcome.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    child.kill('SIGKILL');
    if (child.connected) child.disconnect();
    child.unref();
  }
}
