import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StartTlsProtocol } from '../../../src/model/handshake-module.ts';
import type { DaemonHome } from './home.ts';

/** A program of the operating system that runs for a test, on a loopback address of its own. */
export interface Daemon extends AsyncDisposable {
  readonly address: string;
  /** Where it listens for each protocol that it speaks. */
  readonly ports: Readonly<Partial<Record<StartTlsProtocol, number>>>;
}

export interface DaemonCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly ports: Readonly<Partial<Record<StartTlsProtocol, number>>>;
  /** The user that it runs as, where the test has the power to choose: some refuse root, and some want it. */
  readonly as: 'root' | 'owner of the home';
  /** How it is asked to stop; SIGTERM unless told. */
  readonly stopSignal?: NodeJS.Signals;
}

/** The most that is waited for a daemon to listen, in milliseconds. A failing one exits long before. */
const LONGEST_START = 60_000;

/**
 * Starts a daemon in the foreground and waits until it accepts connections on all its ports. Throws with what it
 * printed where it exits instead. Disposing stops it and all processes of its group, and removes its home.
 */
export async function startDaemon(home: DaemonHome, command: DaemonCommand): Promise<Daemon> {
  // A file, because some open their standard output by its name, which works with no socket.
  const output = await open(join(home.path, 'output.log'), 'a+');
  const child = spawn(command.file, command.args, {
    cwd: home.path,
    // A group of its own, so that none of its children outlives the test.
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      LC_ALL: 'C',
      ...command.env,
    },
    ...(command.as === 'root' ? {} : home.identity),
  });
  await output.close();
  const exited = once(child, 'exit').catch((error: unknown) => [error]);
  const stop = async (): Promise<void> => {
    await stopGroup(child, exited, command.stopSignal ?? 'SIGTERM');
    await home.remove();
  };
  const failed = exited.then(([status]) => {
    throw new Error(`${command.file} exited (${String(status)})`);
  });
  // Whoever waits for it has it; after that an exit is expected.
  failed.catch(() => {});
  try {
    const listening = Promise.all(Object.values(command.ports).map((port) => accepts(home.address, port)));
    await Promise.race([listening, failed]);
  } catch (error) {
    const printed = await readFile(join(home.path, 'output.log'), 'utf8');
    await stop();
    throw new Error(`${command.file} did not start: ${printed}`, { cause: error });
  }
  return { address: home.address, ports: command.ports, [Symbol.asyncDispose]: stop };
}

async function accepts(address: string, port: number): Promise<void> {
  const giveUp = Date.now() + LONGEST_START;
  for (;;) {
    const socket = createConnection(port, address);
    try {
      await once(socket, 'connect');
      return;
    } catch (error) {
      if (Date.now() > giveUp) throw error;
    } finally {
      socket.destroy();
    }
    await pause(20);
  }
}

async function stopGroup(
  child: ChildProcess,
  exited: Promise<unknown>,
  signal: NodeJS.Signals,
): Promise<void> {
  if (child.pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  await Promise.race([exited, pause(10_000, undefined, { ref: false })]);
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is empty: nothing was left behind.
  }
  await exited;
}
