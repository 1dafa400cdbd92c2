import { type ChildProcess, fork } from 'node:child_process';
import type { BytePath } from './byte-path.ts';
import { errorCode } from './errno.ts';
import type { FreshFile } from './read-matches.ts';
import type { RemoteFindings, RemoteMessage, RemoteRequest } from './remote-protocol.ts';

export interface RemoteReaderSettings {
  /** A program that calls `runReadFilesChild`, and its arguments: the exporter itself and its hidden command. */
  readonly entry: { readonly file: string; readonly args: readonly string[] };
  /** Seconds without a sign of life after which a child is given up. */
  readonly timeout: number;
}

export type RemoteOutcome =
  | { readonly kind: 'done'; readonly findings: RemoteFindings }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'failed'; readonly detail: string };

/** A child that answers, but slowly, is given up after this many times its timeout. */
const LONGEST = 6;

/**
 * Reads what lies on network mounts in child processes, one for each mount and collection. A call into a dead
 * mount cannot be ended, not even by SIGKILL while the server is gone, so such a child is left to itself, and as
 * long as it has not ended no other is started for that mount.
 */
export class RemoteReader {
  readonly #settings: RemoteReaderSettings;
  readonly #children = new Map<BytePath, ChildProcess>();

  constructor(settings: RemoteReaderSettings) {
    this.#settings = settings;
  }

  /** The process ids of children that have not ended. */
  get pids(): number[] {
    return [...this.#children.values()].flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
  }

  /** Looks at one mount. Rejects only with the signal's reason. `onFile` is called for each file as it is read. */
  async read(
    mount: BytePath,
    request: RemoteRequest,
    onFile: (file: FreshFile) => void,
    signal: AbortSignal,
  ): Promise<RemoteOutcome> {
    signal.throwIfAborted();
    if (this.#children.has(mount)) return { kind: 'timeout' };
    const { timeout } = this.#settings;
    let child: ChildProcess;
    try {
      child = this.#start(mount);
    } catch (error) {
      return { kind: 'failed', detail: `No process can be started to read it (${errorCode(error)}).` };
    }
    const outcome = Promise.withResolvers<RemoteOutcome>();
    const onAbort = (): void => outcome.reject(signal.reason);
    const idle = setTimeout(() => outcome.resolve({ kind: 'timeout' }), timeout * 1000);
    const total = setTimeout(() => outcome.resolve({ kind: 'timeout' }), timeout * 1000 * LONGEST);
    signal.addEventListener('abort', onAbort, { once: true });
    child.on('message', (message) => {
      idle.refresh();
      const said = message as RemoteMessage;
      if (said.kind === 'file') onFile(said.file);
      if (said.kind === 'done') outcome.resolve({ kind: 'done', findings: said.findings });
    });
    child.once('error', (error) => outcome.resolve({ kind: 'failed', detail: error.message }));
    child.once('exit', (status, by) => {
      const detail = `The process that reads it ended too early (${by ?? `exit status ${status}`}).`;
      outcome.resolve({ kind: 'failed', detail });
    });
    // A child that cannot be reached was not started or has ended, and an event tells of that.
    if (child.connected) child.send(request, undefined, undefined, () => {});
    try {
      return await outcome.promise;
    } finally {
      clearTimeout(idle);
      clearTimeout(total);
      signal.removeEventListener('abort', onAbort);
      child.removeAllListeners('message');
      await this.#end(mount, child);
    }
  }

  /** Gives up whatever runs. */
  close(): void {
    for (const child of this.#children.values()) letGo(child);
  }

  #start(mount: BytePath): ChildProcess {
    const { file, args } = this.#settings.entry;
    const child = fork(file, [...args], {
      // A stuck child must hold nothing of ours open, neither a terminal or pipe nor the working folder.
      cwd: '/',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      serialization: 'advanced',
    });
    this.#children.set(mount, child);
    const forget = (): void => {
      if (this.#children.get(mount) === child) this.#children.delete(mount);
    };
    child.once('exit', forget);
    child.once('error', () => {
      if (child.pid === undefined) forget();
    });
    return child;
  }

  /** A child that is not held up ends at once; its end is waited for, so that the next one can be started. */
  async #end(mount: BytePath, child: ChildProcess): Promise<void> {
    if (!this.#children.has(mount)) return;
    const ended = Promise.withResolvers<void>();
    const timer = setTimeout(ended.resolve, GRACE);
    child.once('exit', () => ended.resolve());
    letGo(child);
    await ended.promise;
    clearTimeout(timer);
  }
}

/** Milliseconds that a killed child is waited for. */
const GRACE = 250;

function letGo(child: ChildProcess): void {
  child.kill('SIGKILL');
  if (child.connected) child.disconnect();
  child.unref();
}
