import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { compareSync } from 'bcryptjs';

/** A password and the hash to hold it against. */
export interface Comparison {
  readonly id: number;
  readonly password: string;
  readonly hash: string;
}

export interface ComparisonResult {
  readonly id: number;
  readonly same: boolean;
}

const ROLE = 'tls-cert-exporter:bcrypt';

/**
 * Starts a thread that compares passwords. One comparison takes a tenth of a second and more, in which the event
 * loop of the server would stand still.
 *
 * The thread runs this very module, in production the part of the bundle with it: whatever that does when it is loaded,
 * it must do in the main thread only.
 */
export function startBcryptWorker(): Worker {
  return new Worker(new URL(import.meta.url), { workerData: ROLE, argv: [], name: 'bcrypt' });
}

if (!isMainThread && workerData === ROLE) {
  parentPort?.on('message', ({ id, password, hash }: Comparison) => {
    const result: ComparisonResult = { id, same: isSame(password, hash) };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(result);
  });
}

/** A hash whose salt has characters that no salt has is the hash of no password. */
function isSame(password: string, hash: string): boolean {
  try {
    return compareSync(password, hash);
  } catch {
    return false;
  }
}
