import { fork } from 'node:child_process';
import type { TrustReport } from '../model/trust-audit.ts';
import { LOOK_AT_TRUST_COMMAND } from './child-commands.ts';
import { type ChildEntry, ownEntry } from './own-entry.ts';
import type { TrustLook } from './trust-once.ts';

/** Milliseconds after which a look is given up: something that it reads does not answer. */
const LONGEST = 120_000;

/**
 * Looks in a process of its own: whole programs are read with calls that hold the event loop up, and one into a dead
 * network mount never comes back.
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
  const timer = setTimeout(() => outcome.reject(new Error(`gave up after ${longest} ms`)), longest);
  const onAbort = (): void => outcome.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  child.once('message', (report) => outcome.resolve(report as TrustReport));
  child.once('error', outcome.reject);
  child.once('exit', (status, by) => {
    outcome.reject(new Error(`the process that looks ended too early (${by ?? `exit status ${status}`})`));
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
