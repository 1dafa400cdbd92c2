import { type ConnectionOptions, connect } from 'node:tls';
import { until } from './until.ts';

/** Handshakes under way at once. */
const AT_ONCE = 4;

export interface SteadyClient extends AsyncDisposable {
  /** SHA-256 of each leaf that was served, lower-case hex, with how many handshakes had it. */
  readonly served: ReadonlyMap<string, number>;
  /** Why handshakes failed, each. */
  readonly failures: readonly string[];
  /** How many have succeeded so far. */
  readonly count: () => number;
  /** Waits until so many more have succeeded. */
  readonly more: (count: number) => Promise<void>;
}

/** Shakes hands with a server without pause, each time on a new connection and as strictly as any client. */
export function steadyClient(options: ConnectionOptions): SteadyClient {
  const served = new Map<string, number>();
  const failures: string[] = [];
  const over = new AbortController();
  let count = 0;
  const shake = (): Promise<void> =>
    new Promise((resolve) => {
      const socket = connect(options);
      socket.once('secureConnect', () => {
        const leaf = socket.getPeerCertificate().fingerprint256.replaceAll(':', '').toLowerCase();
        served.set(leaf, (served.get(leaf) ?? 0) + 1);
        count += 1;
        socket.destroy();
      });
      socket.once('error', (error) => failures.push(error.message));
      socket.once('close', () => resolve());
    });
  const loop = async (): Promise<void> => {
    while (!over.signal.aborted) await shake();
  };
  const loops = Array.from({ length: AT_ONCE }, loop);
  return {
    served,
    failures,
    count: () => count,
    more: async (wanted) => {
      const enough = count + wanted;
      await until(() => count >= enough);
    },
    async [Symbol.asyncDispose]() {
      over.abort();
      await Promise.all(loops);
    },
  };
}
