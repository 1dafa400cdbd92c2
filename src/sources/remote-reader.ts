import type { ChildProcess } from 'node:child_process';
import {
  askChild,
  type ChildOutcome,
  type ChildProgram,
  type ChildQuestion,
  endChild,
  letGo,
  startChild,
} from './asked-child.ts';
import type { BytePath } from './byte-path.ts';
import { errorCode } from './errno.ts';
import type { FreshFile } from './read-matches.ts';
import type { RemoteFindings, RemoteMessage, RemoteRequest } from './remote-protocol.ts';

export interface RemoteReaderSettings {
  /** A program that calls `runReadFilesChild`, and its arguments: the exporter itself and its hidden command. */
  readonly entry: ChildProgram;
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
    const question: ChildQuestion<RemoteFindings> = {
      request,
      onMessage: (message) => {
        const said = message as RemoteMessage;
        if (said.kind === 'file') onFile(said.file);
        return said.kind === 'done' ? said.findings : undefined;
      },
      silence: timeout * 1000,
      longest: timeout * 1000 * LONGEST,
    };
    try {
      return inWords(await askChild(child, question, signal));
    } finally {
      // Its end is waited for, so that the next one can be started.
      await endChild(child);
    }
  }

  /** Gives up whatever runs. */
  close(): void {
    for (const child of this.#children.values()) letGo(child);
  }

  #start(mount: BytePath): ChildProcess {
    const child = startChild(this.#settings.entry);
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
}

function inWords(outcome: ChildOutcome<RemoteFindings>): RemoteOutcome {
  if (outcome.kind === 'answered') return { kind: 'done', findings: outcome.answer };
  if (outcome.kind === 'silent') return { kind: 'timeout' };
  if (outcome.kind === 'failed') return { kind: 'failed', detail: outcome.error.message };
  return { kind: 'failed', detail: `The process that reads it ended too early (${outcome.how}).` };
}
