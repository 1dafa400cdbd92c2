import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A program in the background, whose output goes to a file. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #log: string;
  readonly #kill = (): void => {
    this.#child.kill('SIGKILL');
  };

  constructor(program: string, args: readonly string[], log: string) {
    this.#log = log;
    this.#child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = createWriteStream(log, { flags: 'a' });
    this.#child.stdout?.pipe(output, { end: false });
    this.#child.stderr?.pipe(output, { end: false });
    this.#exited = once(this.#child, 'close')
      .catch((error: unknown) => [error])
      .finally(() => output.end());
    // Nothing may outlive the tests, whichever way these end.
    process.once('exit', this.#kill);
  }

  /** Waits until `ready` says so. Rejects with the end of its output where it exits before. */
  async until(ready: () => Promise<boolean>): Promise<void> {
    const { pid } = this.#child;
    while (!(await ready())) {
      if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`it ended before it was ready:\n${this.#tail()}`);
      await pause(50);
    }
  }

  async kill(): Promise<void> {
    process.removeListener('exit', this.#kill);
    this.#kill();
    await this.#exited;
  }

  #tail(): string {
    return readFileSync(this.#log, 'utf8').split('\n').slice(-15).join('\n');
  }
}

/** Ports of the loopback interface that are free now. Somebody may take one before it is used: whoever asks tries again. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  });
  await Promise.all(servers.map(async (server) => once(server.close(), 'close')));
  return ports;
}

/** Starts something on ports that may be taken in the very moment: three attempts, each with other ports. */
export async function withFreePorts<Value>(
  count: number,
  start: (ports: readonly number[]) => Promise<Value>,
): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePorts(count));
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}
