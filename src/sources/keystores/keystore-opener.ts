import type { Worker } from 'node:worker_threads';
import type { Keystore } from '../../formats/keystore.ts';
import { keystoreKind } from '../../formats/open-keystore.ts';
import type { Finding } from '../../model/problem.ts';
import { type KeystoreAnswer, type KeystoreRequest, startKeystoreThread } from './keystore-thread.ts';

/** After so long without work the thread and its memory are given back, in milliseconds. */
const IDLE_MILLISECONDS = 5_000;

/** Mebibytes of objects that one keystore may take. */
const MEMORY_LIMIT = 128;

export interface OpenerOptions {
  /** Seconds that one keystore may take. */
  readonly timeout: number;
  /** Mebibytes that one keystore may take. */
  readonly memory?: number;
  /** Milliseconds. */
  readonly idle?: number;
}

/**
 * Opens keystores one after the other in a thread that exists only while it is needed. One that takes too long or
 * too much memory costs nothing but itself: its thread is ended, and the next one gets another.
 */
export class KeystoreOpener {
  readonly #timeout: number;
  readonly #memory: number;
  readonly #idleMilliseconds: number;
  #last: Promise<unknown> = Promise.resolve();
  #thread: Worker | undefined;
  /** Whether the thread has said that it is there. */
  #isReady = false;
  #idle: NodeJS.Timeout | undefined;
  #giveUp: (() => void) | undefined;
  #closed = false;
  #gaveUp = 0;

  constructor({ timeout, memory = MEMORY_LIMIT, idle = IDLE_MILLISECONDS }: OpenerOptions) {
    this.#timeout = timeout;
    this.#memory = memory;
    this.#idleMilliseconds = idle;
  }

  /** Whether there is a thread now. */
  get isRunning(): boolean {
    return this.#thread !== undefined;
  }

  /** How many keystores took too long so far. */
  get gaveUp(): number {
    return this.#gaveUp;
  }

  /** Undefined where the bytes are no keystore. Never rejects. */
  open(request: KeystoreRequest): Promise<Keystore | undefined> {
    const opened = this.#last.then(() => this.#run(request));
    this.#last = opened;
    return opened;
  }

  /** Ends the thread; what is being opened, or comes later, ends as one that took too long. */
  close(): void {
    this.#closed = true;
    this.#giveUp?.();
    this.#end();
  }

  async #run(request: KeystoreRequest): Promise<Keystore | undefined> {
    const kind = keystoreKind(
      Buffer.from(request.bytes.buffer, request.bytes.byteOffset, request.bytes.length),
    );
    if (kind === undefined) return undefined;
    const answer = this.#closed ? this.#tooLong() : await this.#ask(request);
    if (!('reason' in answer)) return answer.kind === 'opened' ? answer.keystore : undefined;
    return { kind, certificates: [], revocationLists: [], keys: [], findings: [answer] };
  }

  /** Asks the thread. A finding is why there is no answer. */
  async #ask(request: KeystoreRequest): Promise<Finding | KeystoreAnswer> {
    clearTimeout(this.#idle);
    const said = Promise.withResolvers<Finding | KeystoreAnswer>();
    let thread: Worker;
    try {
      thread = this.#thread ??= this.#start();
    } catch (error) {
      return {
        reason: 'io_error',
        detail: `no thread can be started to open the keystore: ${String(error)}`,
      };
    }
    let timer: NodeJS.Timeout | undefined;
    // The time to load the program is not the keystore's fault.
    const ask = (): void => {
      timer = setTimeout(() => said.resolve(this.#tooLong()), this.#timeout * 1000);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.postMessage(request);
    };
    const onMessage = (answer: KeystoreAnswer): void => {
      if (answer.kind === 'ready') return ask();
      said.resolve(answer.kind === 'failed' ? broken(answer.message) : answer);
    };
    const onError = (error: unknown): void => said.resolve(this.#findingOf(error));
    const onExit = (): void => said.resolve(broken('its thread has ended'));
    thread.on('message', onMessage).once('error', onError).once('exit', onExit);
    this.#giveUp = () => said.resolve(this.#tooLong());
    // Whoever waits for an answer is not to be left by a process that has nothing else to do.
    thread.ref();
    if (this.#isReady) ask();
    const answer = await said.promise;
    clearTimeout(timer);
    this.#giveUp = undefined;
    thread.off('message', onMessage).off('error', onError).off('exit', onExit);
    if ('reason' in answer) this.#end();
    else this.#rest(thread);
    return answer;
  }

  #start(): Worker {
    const thread = startKeystoreThread(this.#memory);
    // Whoever waits hears of it; when nobody does, it is no reason for the whole program to end.
    thread.on('error', () => undefined);
    thread.once('exit', () => {
      if (this.#thread === thread) this.#end();
    });
    return thread;
  }

  #rest(thread: Worker): void {
    this.#isReady = true;
    thread.unref();
    this.#idle = setTimeout(() => this.#end(), this.#idleMilliseconds).unref();
  }

  #tooLong(): Finding {
    this.#gaveUp += 1;
    const detail = `opening the keystore took more than ${this.#timeout} seconds and was given up`;
    return { reason: 'timeout', detail };
  }

  #findingOf(error: unknown): Finding {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return broken(message);
    const detail = `opening the keystore takes more than ${this.#memory} MiB of memory`;
    return { reason: 'too_large', detail };
  }

  /** A thread in the middle of one long call ends after it; nobody waits for that. */
  #end(): void {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = undefined;
    this.#isReady = false;
    thread?.unref();
    void thread?.terminate();
  }
}

const broken = (why: string): Finding => ({
  reason: 'malformed_keystore',
  detail: `the keystore cannot be read: ${why}`,
});
