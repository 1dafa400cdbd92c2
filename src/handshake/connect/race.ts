import type { Socket } from 'node:net';
import type { Address } from '../dns/address.ts';
import { connect } from './connect.ts';
import { mostTelling } from './connect-error.ts';

/** RFC 8305, section 5: how long an attempt has before the next address is tried beside it. */
const ATTEMPT_DELAY_MS = 250;

export interface Connection {
  readonly socket: Socket;
  readonly address: Address;
}

/**
 * Connects to the first of several addresses that answers, after RFC 8305: one address after the other, the next one
 * as soon as one fails or after 250 ms, and the first connection wins. Rejects with the most telling of the errors
 * when all fail, or with the signal's reason once it is aborted. Nothing but the winner is left open. `onFailed` is
 * told of each of several addresses that has failed before the end.
 */
export async function race(
  addresses: readonly Address[],
  port: number,
  signal: AbortSignal,
  onFailed: (error: unknown) => void = () => {},
): Promise<Connection> {
  signal.throwIfAborted();
  const [only, second] = addresses;
  if (only !== undefined && second === undefined) {
    return { socket: await connect(only, port, signal), address: only };
  }
  const over = new AbortController();
  const callOff = (): void => over.abort(signal.reason);
  signal.addEventListener('abort', callOff, { once: true });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Connection>((resolve, reject) => {
      const errors: unknown[] = [];
      const waiting = [...addresses];
      let won = false;
      const attempt = async (address: Address): Promise<void> => {
        try {
          const socket = await connect(address, port, over.signal);
          // Two may connect in one turn of the event loop.
          if (won) socket.destroy();
          won = true;
          resolve({ socket, address });
        } catch (error) {
          if (over.signal.aborted) return reject(over.signal.reason);
          errors.push(error);
          onFailed(error);
          if (won) return;
          if (errors.length === addresses.length) reject(mostTelling(errors));
          else next();
        }
      };
      const next = (): void => {
        clearTimeout(timer);
        const address = waiting.shift();
        if (address === undefined) return;
        if (waiting.length > 0) timer = setTimeout(next, ATTEMPT_DELAY_MS);
        void attempt(address);
      };
      next();
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', callOff);
    // Without a reason it would make a DOMException with a stack.
    over.abort(null);
  }
}
