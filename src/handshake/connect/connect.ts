import { connect as connectSocket, type Socket } from 'node:net';
import type { Address } from '../dns/address.ts';

/**
 * What comes is read into one room that all connections share, and copied out of it at its true length. Node makes a
 * room of this size for every read otherwise, which costs the allocator and the garbage collector a twentieth of a
 * handshake.
 */
const ROOM = Buffer.allocUnsafeSlow(64 * 1024);

/** Made here, so that it holds nothing of the attempt for as long as the socket is held. */
const ignore = (): void => {};

/**
 * Opens a TCP connection to one address. Rejects with the system's error, or with the signal's reason once it is
 * aborted; then nothing is left open. The socket comes paused, without listeners besides one for `error` that keeps
 * a late one from ending the process.
 */
export async function connect(address: Address, port: number, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  return new Promise<Socket>((resolve, reject) => {
    const socket: Socket = connectSocket({
      ...address,
      host: address.address,
      port,
      noDelay: true,
      autoSelectFamily: false,
      onread: {
        buffer: ROOM,
        callback: (count, room) => {
          const bytes = Buffer.allocUnsafe(count);
          bytes.set(room.subarray(0, count));
          return socket.push(bytes);
        },
      },
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
    socket.on('error', ignore);
    socket.on('connect', connected).on('error', failed);
    signal.addEventListener('abort', abort, { once: true });
  });
}
