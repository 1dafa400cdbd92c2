import { connect as connectSocket, type Socket } from 'node:net';
import type { Address } from '../dns/address.ts';

/**
 * Opens a TCP connection to one address. Rejects with the system's error, or with the signal's reason once it is
 * aborted; then nothing is left open. The socket comes paused, without listeners besides one for `error` that keeps
 * a late one from ending the process.
 */
export async function connect(address: Address, port: number, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  return new Promise<Socket>((resolve, reject) => {
    const socket = connectSocket({
      ...address,
      host: address.address,
      port,
      noDelay: true,
      autoSelectFamily: false,
    });
    const settle = (): void => {
      signal.removeEventListener('abort', abort);
      socket.off('connect', connected).off('error', failed);
    };
    const connected = (): void => {
      settle();
      resolve(socket.pause());
    };
    const failed = (error: Error): void => {
      settle();
      reject(error);
    };
    const abort = (): void => {
      settle();
      socket.destroy();
      reject(signal.reason);
    };
    socket.on('error', () => {});
    socket.on('connect', connected).on('error', failed);
    signal.addEventListener('abort', abort, { once: true });
  });
}
