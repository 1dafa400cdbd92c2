import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchError } from '../bench-error.ts';
import type { Endpoints } from '../inside/endpoints.ts';
import { Child } from '../program/child.ts';
import { within } from '../program/within.ts';

const SERVERS = join(import.meta.dirname, '../inside/handshake-servers.ts');

/** How long the servers may take to start, in milliseconds. */
const TIMEOUT = 60_000;

/** Enough for 64 handshakes, and for a thousand and more connections that are waited for. */
const LEAST_OPEN_FILES = 2048;

/** The servers to shake hands with, and a folder for what the programs are given. */
export interface Laboratory extends Endpoints, AsyncDisposable {
  readonly folder: string;
  /** The file of the root that all certificates lead to. */
  readonly rootFile: string;
}

/** Starts the servers. @throws BenchError */
export async function laboratory(): Promise<Laboratory> {
  refuseFewFiles(readFileSync('/proc/self/limits', 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-bench-handshakes-'));
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
  let child: Child | undefined;
  const dispose = async (): Promise<void> => {
    await child?.end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    child = await Child.start(process.execPath, [SERVERS], { stdio: [...stdio] });
    const answer = once(child.process, 'message') as Promise<[Endpoints]>;
    const [endpoints] = await within(TIMEOUT, 'the servers to shake hands with', answer);
    const rootFile = join(folder, 'root.pem');
    writeFileSync(rootFile, endpoints.root);
    return { ...endpoints, folder, rootFile, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** @param limits As in proc_pid_limits(5). @throws BenchError that says what to do. */
export function refuseFewFiles(limits: string): void {
  const soft = /^Max open files +(\d+)/m.exec(limits)?.[1];
  if (soft === undefined || Number(soft) >= LEAST_OPEN_FILES) return;
  throw new BenchError(
    `handshakes need ${LEAST_OPEN_FILES} open files, and ${soft} are allowed: run it after ulimit -n ${LEAST_OPEN_FILES}`,
  );
}
