import { type ChildProcess, fork, type Serializable } from 'node:child_process';

/** A program of which each child process is one run, and its arguments. */
export interface ChildProgram {
  readonly file: string;
  readonly args: readonly string[];
}

/** What a child is asked, and how its messages make an answer. */
export interface ChildQuestion<Answer> {
  /** The one message that it gets. */
  readonly request: Serializable;
  /** Told of each message, in order; the first answer that it gives back ends the conversation. */
  readonly onMessage: (message: unknown) => Answer | undefined;
  /** Milliseconds without a message after which it is given up. */
  readonly silence: number;
  /** Milliseconds after which it is given up although it speaks; undefined for never. */
  readonly longest?: number;
}

/** What came of a question. A child that is `silent` may be stuck where nothing can end it. */
export type ChildOutcome<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'silent' }
  /** `how` is its exit status or its signal, in words. */
  | { readonly kind: 'ended'; readonly how: string }
  | { readonly kind: 'failed'; readonly error: Error };

/**
 * Starts a process of this program's own that may get stuck in a call which nothing ends, as on a dead network mount.
 *
 * @throws where the system has no process left, with a `code`.
 */
export function startChild({ file, args }: ChildProgram): ChildProcess {
  return fork(file, [...args], {
    // A stuck child must hold nothing of ours open, neither a terminal or pipe nor the working folder.
    cwd: '/',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
    serialization: 'advanced',
  });
}

/** Asks a child and waits for its answer, or for what comes in its place. Rejects only with the signal's reason. */
export async function askChild<Answer>(
  child: ChildProcess,
  { request, onMessage, silence, longest }: ChildQuestion<Answer>,
  signal: AbortSignal,
): Promise<ChildOutcome<Answer>> {
  signal.throwIfAborted();
  const outcome = Promise.withResolvers<ChildOutcome<Answer>>();
  const giveUp = (): void => outcome.resolve({ kind: 'silent' });
  const idle = setTimeout(giveUp, silence);
  const total = longest === undefined ? undefined : setTimeout(giveUp, longest);
  const onAbort = (): void => outcome.reject(signal.reason);
  const listener = (message: unknown): void => {
    idle.refresh();
    const answer = onMessage(message);
    if (answer !== undefined) outcome.resolve({ kind: 'answered', answer });
  };
  signal.addEventListener('abort', onAbort, { once: true });
  child.on('message', listener);
  // Never taken away: an error that nobody listens to would end this program.
  child.on('error', (error) => outcome.resolve({ kind: 'failed', error }));
  child.once('exit', (status, by) => {
    const ended = (): void => outcome.resolve({ kind: 'ended', how: by ?? `exit status ${status}` });
    // What it has said at last may be on its way still; nothing comes once the channel is closed.
    if (child.connected) child.once('disconnect', ended);
    else ended();
  });
  // A child that cannot be reached was not started or has ended, and an event tells of that.
  if (child.connected) child.send(request, undefined, undefined, () => {});
  try {
    return await outcome.promise;
  } finally {
    clearTimeout(idle);
    clearTimeout(total);
    signal.removeEventListener('abort', onAbort);
    child.off('message', listener);
  }
}

/** Milliseconds that a killed child is waited for: more than a busy machine takes to end one that is not held up. */
const GRACE = 2000;

/**
 * Ends a child. One that is not held up ends at once; false where it has not, because not even SIGKILL ends a call into
 * some dead mounts, and then it is left to itself.
 */
export async function endChild(child: ChildProcess): Promise<boolean> {
  const isOver = (): boolean =>
    child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  if (isOver()) return true;
  const ended = Promise.withResolvers<void>();
  const timer = setTimeout(ended.resolve, GRACE);
  child.once('exit', () => ended.resolve());
  letGo(child);
  await ended.promise;
  clearTimeout(timer);
  return isOver();
}

/** Kills a child and does not wait for it. */
export function letGo(child: ChildProcess): void {
  child.kill('SIGKILL');
  if (child.connected) child.disconnect();
  child.unref();
}
