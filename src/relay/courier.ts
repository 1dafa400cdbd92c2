import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log/logger.ts';
import type { RobotMessage } from './message.ts';
import type { Failure, Outcome } from './outcome.ts';
import type { RelayState } from './relay-state.ts';
import { SendWindow } from './send-window.ts';

/** Milliseconds before each further attempt; after the last one Alertmanager is told, and tries again by itself. */
const PAUSES = [500, 2000];

/** More than could be sent before Alertmanager gives up waiting. */
const MAX_WAITING = 50;

export interface CourierOptions {
  readonly post: (message: RobotMessage, signal: AbortSignal) => Promise<Outcome>;
  readonly log: Logger;
  readonly state: RelayState;
  /** Milliseconds that only grow. */
  readonly clock?: () => number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** Brings messages to a robot, one after the other, and says what came of each. */
export class Courier {
  readonly #options: CourierOptions;
  readonly #window: SendWindow;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#window = new SendWindow(options.clock ?? (() => performance.now()));
  }

  /**
   * Sends a message when those before it are done with. Never rejects but for a bug.
   *
   * @param signal Aborts when nobody waits for the message any more: Alertmanager has given up and will bring it again,
   * so that sending it as well would show it twice.
   */
  async deliver(message: RobotMessage, signal: AbortSignal): Promise<Outcome> {
    const { log, state } = this.#options;
    if (this.#waiting >= MAX_WAITING) return this.#told(failure(`${MAX_WAITING} messages wait already`));
    this.#waiting += 1;
    const turn = this.#last.then(() => this.#attempt(message, signal));
    this.#last = turn.catch(() => undefined);
    const outcome = await turn.finally(() => {
      this.#waiting -= 1;
    });
    if (!outcome.ok) return this.#told(outcome);
    state.sent();
    log.info({ title: message.markdown.title }, 'Message sent');
    return outcome;
  }

  async #attempt(message: RobotMessage, signal: AbortSignal): Promise<Outcome> {
    const { post, log, wait = (milliseconds) => sleep(milliseconds, undefined, { signal }) } = this.#options;
    for (let attempt = 0; ; attempt += 1) {
      if (signal.aborted) return gone;
      if (!this.#window.take()) return failure('20 messages a minute is what a robot takes');
      const outcome = await post(message, signal);
      if (outcome.ok) return outcome;
      if (signal.aborted) return gone;
      if (outcome.reason === 'throttled') this.#window.close();
      const pause = PAUSES[attempt];
      if (outcome.again !== 'soon' || pause === undefined) return outcome;
      log.debug({ reason: outcome.reason, detail: outcome.detail }, 'Message not sent, trying again');
      await wait(pause, signal).catch(() => undefined);
    }
  }

  #told(outcome: Failure): Failure {
    this.#options.state.failed(outcome.reason);
    this.#options.log.error({ reason: outcome.reason, detail: outcome.detail }, 'Message not sent');
    return outcome;
  }
}

const gone: Failure = {
  ok: false,
  reason: 'timeout',
  again: 'later',
  detail: 'Alertmanager did not wait any longer',
};

function failure(detail: string): Failure {
  return { ok: false, reason: 'throttled', again: 'later', detail };
}
