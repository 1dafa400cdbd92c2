import type { Logger } from '../../log/logger.ts';
import type { HandshakeResult } from '../../model/handshake.ts';
import { targetKey } from './target-lister.ts';

/** So many lines are written in one window of time; a network that is gone must not flood the log. */
const MOST_LINES = 20;
/** Seconds. */
const WINDOW = 60;

/** Says when a target begins to fail, fails for another reason, and succeeds again; not each time that it fails. */
export class OutcomeLog {
  readonly #log: Logger;
  readonly #failing = new Map<string, string>();
  #windowStart = -Infinity;
  #lines = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** To be called with each result. */
  update(result: HandshakeResult): void {
    const { target, address, failure, timestamp } = result;
    const key = keyOf(result);
    const before = this.#failing.get(key);
    const now = failure && `${failure.phase} ${failure.reason}`;
    if (now === before) return;
    if (now === undefined) this.#failing.delete(key);
    else this.#failing.set(key, now);
    if (!this.#mayWrite(timestamp)) return;
    const fields = {
      target: target.target,
      module: target.module,
      ...(address === undefined ? {} : { address }),
    };
    if (failure === undefined) return this.#log.info(fields, 'Handshake succeeds again');
    const { phase, reason, detail } = failure;
    this.#log.warn({ ...fields, phase, reason, detail }, 'Handshake failed');
  }

  /** Forgets targets that are no longer dialled. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.#failing.keys()) {
      if (!keys.has(key.slice(0, key.lastIndexOf(' ')))) this.#failing.delete(key);
    }
  }

  #mayWrite(timestamp: number): boolean {
    if (Math.abs(timestamp - this.#windowStart) > WINDOW) {
      this.#windowStart = timestamp;
      this.#lines = 0;
    }
    this.#lines += 1;
    if (this.#lines === MOST_LINES + 1) {
      this.#log.warn('More handshakes have changed; see the page or the metrics');
    }
    return this.#lines <= MOST_LINES;
  }
}

const keyOf = ({ target, address = '' }: HandshakeResult): string => `${targetKey(target)} ${address}`;
